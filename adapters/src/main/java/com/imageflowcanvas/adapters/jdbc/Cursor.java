package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.error.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list that goes from new to old; the page behind it begins with what is older. Rows
 * that are added or deleted meanwhile move nothing.
 *
 * @param createdAt microseconds since 1970
 */
record Cursor(long createdAt, String id) {
  private static final int MAX_CHARACTERS = 400;
  private static final Pattern PLAIN = Pattern.compile("(-?\\d{1,18}),([A-Za-z0-9_-]{1,255})");

  /** Before everything. */
  static final Cursor START = new Cursor(Long.MAX_VALUE, "");

  /**
   * Where a page begins.
   *
   * @param token what {@link #token} gave; empty for the first page
   * @param to only what was created before this
   */
  static Cursor of(Optional<String> token, Optional<Instant> to) {
    Cursor asked = token.map(Cursor::parse).orElse(START);
    long end = to.map(Micros::of).orElse(Long.MAX_VALUE);
    return end <= asked.createdAt ? new Cursor(end, "") : asked;
  }

  String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + "," + id).getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor parse(String token) {
    if (token.length() > MAX_CHARACTERS) {
      throw Problem.unknownCursor().exception();
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
      Matcher parts = PLAIN.matcher(plain);
      if (parts.matches()) {
        return new Cursor(Long.parseLong(parts.group(1)), parts.group(2));
      }
    } catch (IllegalArgumentException e) {
      // not base64: told below like any other wrong one
    }
    throw Problem.unknownCursor().exception();
  }
}
