package com.imageflowcanvas.server.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Holds JSON texts to what can be stored and said again: UTF-8 (RFC 8259, 8.1), whole characters
 * (8.2), no NUL. The parser lets overlong bytes and escaped halves of characters through.
 */
public final class JsonText {
  private static final int ESCAPE_LENGTH = "\\u0000".length();

  private JsonText() {}

  /** What is wrong with it, with what was expected; empty when nothing is. */
  public static Optional<String> fault(byte[] utf8) {
    try {
      return fault(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)));
    } catch (CharacterCodingException e) {
      return Optional.of("broken text (expected: UTF-8)");
    }
  }

  /** What is wrong with it, with what was expected; empty when nothing is. */
  public static Optional<String> fault(CharSequence text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) != '\\') {
        continue;
      }
      int unit = escaped(text, at);
      if (unit < 0) {
        at++; // an escape of one character, which may be a backslash
        continue;
      }
      if (unit == 0) {
        return Optional.of("\\u0000 (expected: no NUL)");
      }
      at += ESCAPE_LENGTH - 1;
      if (!Character.isSurrogate((char) unit)) {
        continue;
      }
      int next = Character.isHighSurrogate((char) unit) ? escaped(text, at + 1) : -1;
      if (next < 0 || !Character.isLowSurrogate((char) next)) {
        return Optional.of("\\u%04x (expected: whole characters)".formatted(unit));
      }
      at += ESCAPE_LENGTH;
    }
    return Optional.empty();
  }

  /** The code unit of an escape such as {@code \}{@code u00e9} that begins there; -1 for none. */
  private static int escaped(CharSequence text, int at) {
    if (at + ESCAPE_LENGTH > text.length()
        || text.charAt(at) != '\\'
        || text.charAt(at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
