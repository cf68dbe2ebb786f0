package com.imageflowcanvas.cli.display;

/** Width of text in the columns of a terminal: East Asian characters and pictures take two. */
final class TextWidth {
  private TextWidth() {}

  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** The text cut to a width, with an ellipsis where something was cut. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) return text;
    StringBuilder cut = new StringBuilder();
    int width = 0;
    for (int point : text.codePoints().toArray()) {
      width += of(point);
      if (width >= columns) break;
      cut.appendCodePoint(point);
    }
    return cut.append('…').toString();
  }

  private static int of(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) return 0;
    return isWide(point) ? 2 : 1;
  }

  /** The wide and full-width blocks of Unicode's East Asian Width, UAX 11. */
  private static boolean isWide(int point) {
    return point >= 0x1100
        && (point <= 0x115f
            || within(point, 0x2e80, 0xa4cf)
            || within(point, 0xac00, 0xd7a3)
            || within(point, 0xf900, 0xfaff)
            || within(point, 0xfe30, 0xfe4f)
            || within(point, 0xff00, 0xff60)
            || within(point, 0xffe0, 0xffe6)
            || within(point, 0x1f300, 0x1faff)
            || within(point, 0x20000, 0x3fffd));
  }

  private static boolean within(int point, int first, int last) {
    return point >= first && point <= last;
  }
}
