package com.imageflowcanvas.component;

import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.FieldErrors;
import com.imageflowcanvas.error.Shown;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one JSON value against a parameter. */
final class ParameterValue {
  private static final int MAX_TEXT = 200;
  private static final int MAX_TEXTS = 1000;

  private ParameterValue() {}

  /** The value as the schema wants it; empty when an error was added. */
  static Optional<Object> read(
      Parameter parameter, @Nullable Object value, String pointer, FieldErrors errors) {
    Optional<Object> read =
        switch (parameter.kind()) {
          case INTEGER -> integer(parameter, value);
          case NUMBER -> number(parameter, value);
          case BOOLEAN -> bool(value);
          case TEXT -> text(parameter, value);
          case CHOICE -> choice(parameter, value);
          case TEXTS -> texts(value);
        };
    if (read.isEmpty()) {
      errors.add(
          new FieldError(
              pointer,
              parameter.name()
                  + ": "
                  + Shown.value(value)
                  + " (expected: "
                  + expected(parameter)
                  + ")"));
    }
    return read;
  }

  private static Optional<Object> integer(Parameter parameter, @Nullable Object value) {
    return decimal(value)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .filter(number -> inRange(parameter, number))
        .map(BigDecimal::intValueExact);
  }

  private static Optional<Object> number(Parameter parameter, @Nullable Object value) {
    return decimal(value).filter(number -> inRange(parameter, number)).map(BigDecimal::doubleValue);
  }

  private static boolean inRange(Parameter parameter, BigDecimal number) {
    double min = Math.max(parameter.min(), Integer.MIN_VALUE);
    double max = Math.min(parameter.max(), Integer.MAX_VALUE);
    return number.compareTo(BigDecimal.valueOf(min)) >= 0
        && number.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  /** Numbers, and their texts: form fields and proto maps carry texts only. */
  private static Optional<BigDecimal> decimal(@Nullable Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return Optional.empty();
    }
    String digits = value.toString();
    if (digits.length() > 40) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      return Math.abs((long) number.scale()) > 400 ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> bool(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> Optional.of(flag);
      case String text when text.equals("true") || text.equals("false") ->
          Optional.of(Boolean.parseBoolean(text));
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Object> text(Parameter parameter, @Nullable Object value) {
    return value instanceof String text
            && text.length() <= MAX_TEXT
            && (!parameter.format().equals("color") || text.matches("#[0-9a-fA-F]{6}"))
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Object> choice(Parameter parameter, @Nullable Object value) {
    return value instanceof String text
            && parameter.choices().contains(text.toLowerCase(Locale.ROOT))
        ? Optional.of(text.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Optional<Object> texts(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length() > MAX_TEXT
          ? Optional.empty()
          : Optional.of(text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*")));
    }
    return value instanceof List<?> list
            && list.size() <= MAX_TEXTS
            && list.stream().allMatch(e -> e instanceof String s && s.length() <= MAX_TEXT)
        ? Optional.of(List.copyOf(list))
        : Optional.empty();
  }

  private static String expected(Parameter parameter) {
    return switch (parameter.kind()) {
      case INTEGER -> "whole number " + range(parameter);
      case NUMBER -> "number " + range(parameter);
      case BOOLEAN -> "true or false";
      case TEXT ->
          parameter.format().equals("color") ? "a color like #ff8800" : "a text of at most 200";
      case CHOICE -> String.join(", ", parameter.choices());
      case TEXTS -> "a list of texts";
    };
  }

  private static String range(Parameter parameter) {
    return bound(parameter.min()) + ".." + bound(parameter.max());
  }

  private static String bound(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
