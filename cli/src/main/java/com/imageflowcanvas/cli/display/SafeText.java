package com.imageflowcanvas.cli.display;

/** Text from outside, made harmless for a terminal: it could carry escape sequences. */
public final class SafeText {
  private SafeText() {}

  /**
   * The same text on one line, each control and direction character replaced by a question mark.
   */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> safe.appendCodePoint(isSafe(point) ? point : '?'));
    return safe.toString();
  }

  static boolean isSafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
