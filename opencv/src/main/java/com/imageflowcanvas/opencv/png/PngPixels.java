package com.imageflowcanvas.opencv.png;

/** Makes 8 bit BGR on white of a row's samples, as {@code PlainPixels} does of whole images. */
final class PngPixels {
  private final PngLayout layout;

  /**
   * A row of 16 bit samples made 8 bit; the row itself is still needed by the next one's filter.
   */
  private final byte[] narrowed;

  PngPixels(PngLayout layout) {
    this.layout = layout;
    this.narrowed = new byte[layout.bits() == 16 ? 1 + layout.rowBytes() / 2 : 0];
  }

  /** Fills a row of 3 bytes a pixel. */
  void convert(byte[] samples, byte[] bgr) {
    if (layout.hasPalette()) {
      fromPalette(samples, layout.palette(), layout.width(), bgr);
      return;
    }
    byte[] row = layout.bits() == 16 ? narrow(samples) : samples;
    switch (layout.channels()) {
      case 1 -> grey(row, layout.width(), bgr);
      case 2 -> greyOnWhite(row, layout.width(), bgr);
      case 3 -> color(row, layout.width(), bgr);
      default -> colorOnWhite(row, layout.width(), bgr);
    }
  }

  /** color * alpha + white * (1 - alpha). */
  static int onWhite(int value, int alpha) {
    return (value * alpha * 2 + 255) / 510 + 255 - alpha;
  }

  /** The share of the full scale, rounded. */
  private byte[] narrow(byte[] row) {
    for (int i = 1; i < narrowed.length; i++) {
      int value = (row[2 * i - 1] & 0xFF) << 8 | row[2 * i] & 0xFF;
      narrowed[i] = (byte) ((value + 128) / 257);
    }
    return narrowed;
  }

  private static void fromPalette(byte[] row, byte[] palette, int width, byte[] bgr) {
    for (int x = 0; x < width; x++) {
      System.arraycopy(palette, 3 * (row[1 + x] & 0xFF), bgr, 3 * x, 3);
    }
  }

  private static void grey(byte[] row, int width, byte[] bgr) {
    for (int x = 0; x < width; x++) {
      byte value = row[1 + x];
      bgr[3 * x] = value;
      bgr[3 * x + 1] = value;
      bgr[3 * x + 2] = value;
    }
  }

  private static void greyOnWhite(byte[] row, int width, byte[] bgr) {
    for (int x = 0; x < width; x++) {
      byte value = (byte) onWhite(row[1 + 2 * x] & 0xFF, row[2 + 2 * x] & 0xFF);
      bgr[3 * x] = value;
      bgr[3 * x + 1] = value;
      bgr[3 * x + 2] = value;
    }
  }

  private static void color(byte[] row, int width, byte[] bgr) {
    for (int x = 0; x < width; x++) {
      bgr[3 * x] = row[3 + 3 * x];
      bgr[3 * x + 1] = row[2 + 3 * x];
      bgr[3 * x + 2] = row[1 + 3 * x];
    }
  }

  private static void colorOnWhite(byte[] row, int width, byte[] bgr) {
    for (int x = 0; x < width; x++) {
      int alpha = row[4 + 4 * x] & 0xFF;
      bgr[3 * x] = (byte) onWhite(row[3 + 4 * x] & 0xFF, alpha);
      bgr[3 * x + 1] = (byte) onWhite(row[2 + 4 * x] & 0xFF, alpha);
      bgr[3 * x + 2] = (byte) onWhite(row[1 + 4 * x] & 0xFF, alpha);
    }
  }
}
