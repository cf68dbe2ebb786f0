package com.imageflowcanvas.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting becomes a value.
 *
 * @param expectation what a text has to be, for people
 * @param parser gives empty for a text that is not so
 */
record SettingType<T>(String expectation, Function<String, Optional<T>> parser) {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");
  private static final List<String> SIZE_UNITS = List.of("B", "KB", "MB", "GB", "TB");

  Optional<T> parse(String text) {
    return parser.apply(text.strip());
  }

  static SettingType<Integer> integer(int min, int max) {
    return new SettingType<>(
        min + ".." + max,
        text -> wholeNumber(text).filter(n -> n >= min && n <= max).map(Long::intValue));
  }

  static SettingType<Long> number(long min, long max) {
    return new SettingType<>(
        min + ".." + max, text -> wholeNumber(text).filter(n -> n >= min && n <= max));
  }

  /** Bytes; a unit is 1024 of the one before it. */
  static SettingType<Long> size(String min, String max) {
    long least = bytes(min).orElseThrow();
    long most = bytes(max).orElseThrow();
    return new SettingType<>(
        min + ".." + max + ", such as 25MB",
        text -> bytes(text).filter(n -> n >= least && n <= most));
  }

  static SettingType<Duration> duration(String min, String max) {
    Duration least = time(min).orElseThrow();
    Duration most = time(max).orElseThrow();
    return new SettingType<>(
        min + ".." + max + ", such as 500ms, 10s, 5m, 12h, 30d",
        text -> time(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
  }

  static SettingType<Boolean> flag() {
    return new SettingType<>(
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  static SettingType<String> oneOf(String... choices) {
    return new SettingType<>(
        String.join(" or ", choices),
        text -> Optional.of(text).filter(Arrays.asList(choices)::contains));
  }

  static SettingType<String> text(String expectation, String pattern) {
    return new SettingType<>(
        expectation, text -> Optional.of(text).filter(t -> t.matches(pattern)));
  }

  static SettingType<Path> path() {
    return new SettingType<>("a path", SettingType::pathOf);
  }

  /** An address of this machine; never asks a name server. */
  static SettingType<InetAddress> address() {
    return new SettingType<>(
        "an IP address such as 127.0.0.1 or 0.0.0.0, or localhost", SettingType::addressOf);
  }

  static <T> SettingType<List<T>> listOf(SettingType<T> element) {
    return new SettingType<>(
        "a list of " + element.expectation + ", divided by commas",
        text -> {
          List<Optional<T>> values =
              Arrays.stream(text.split(","))
                  .map(String::strip)
                  .filter(part -> !part.isEmpty())
                  .map(element::parse)
                  .toList();
          return values.stream().allMatch(Optional::isPresent)
              ? Optional.of(values.stream().map(Optional::orElseThrow).toList())
              : Optional.empty();
        });
  }

  /** The same, where an empty text says that there is none. */
  static <T> SettingType<Optional<T>> optional(SettingType<T> type) {
    return new SettingType<>(
        type.expectation + ", or nothing",
        text ->
            text.isEmpty() ? Optional.of(Optional.empty()) : type.parse(text).map(Optional::of));
  }

  private static Optional<Long> wholeNumber(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Optional<Long> bytes(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    String unit = amount.group(2).isEmpty() ? "B" : amount.group(2);
    int power = SIZE_UNITS.indexOf(unit);
    long value = Long.parseLong(amount.group(1));
    boolean fits = power >= 0 && value <= Long.MAX_VALUE >> (10 * power);
    return fits ? Optional.of(value << (10 * power)) : Optional.empty();
  }

  private static Optional<Duration> time(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(amount.group(1));
    if (value > 1_000_000_000_000L) {
      return Optional.empty();
    }
    return switch (amount.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(value));
      case "s" -> Optional.of(Duration.ofSeconds(value));
      case "m" -> Optional.of(Duration.ofMinutes(value));
      case "h" -> Optional.of(Duration.ofHours(value));
      case "d" -> Optional.of(Duration.ofDays(value));
      case "" -> value == 0 ? Optional.of(Duration.ZERO) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Path> pathOf(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> addressOf(String text) {
    if (!text.equals("localhost") && !text.matches("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
