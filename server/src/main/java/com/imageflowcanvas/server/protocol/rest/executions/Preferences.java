package com.imageflowcanvas.server.protocol.rest.executions;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client prefers (RFC 7240), as far as we know it; the rest, and what makes no sense, is
 * read over.
 *
 * @param patience how long the client wants to wait for the end
 * @param async whether it asks not to have to wait
 */
record Preferences(Optional<Duration> patience, boolean async) {
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** Where a client wants to wait and does not say how long. */
  static final Duration USUAL_WAIT = Duration.ofSeconds(30);

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  static Preferences of(HttpServletRequest request) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String header : Collections.list(request.getHeaders("Prefer"))) {
      for (String preference : split(header)) {
        String token = preference.split(";", 2)[0];
        int equals = token.indexOf('=');
        String name = (equals < 0 ? token : token.substring(0, equals)).strip();
        String value = equals < 0 ? "" : token.substring(equals + 1).strip();
        // of one that is given twice the first counts
        named.putIfAbsent(name.toLowerCase(Locale.ROOT), unquoted(value));
      }
    }
    Optional<Duration> wait = Optional.ofNullable(named.get("wait")).flatMap(Preferences::seconds);
    return new Preferences(wait, named.containsKey("respond-async"));
  }

  private static Optional<Duration> seconds(String text) {
    if (text.isEmpty()) {
      return Optional.of(USUAL_WAIT);
    }
    if (!SECONDS.matcher(text).matches()) {
      return Optional.empty();
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    return Optional.of(
        digits.length() > 2 || Integer.parseInt(digits) > LONGEST_WAIT.toSeconds()
            ? LONGEST_WAIT
            : Duration.ofSeconds(Integer.parseInt(digits)));
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** At the commas that are in no quotes. */
  private static List<String> split(String header) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < header.length(); i++) {
      char at = header.charAt(i);
      if (at == '"') {
        quoted = !quoted;
      } else if (at == ',' && !quoted) {
        parts.add(header.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(header.substring(begin));
    return parts;
  }
}
