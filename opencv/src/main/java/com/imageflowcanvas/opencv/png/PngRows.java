package com.imageflowcanvas.opencv.png;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The rows of a PNG, from the first to the last, with their filters undone. */
final class PngRows implements AutoCloseable {
  private final byte[] file;
  private final PngLayout layout;
  private final Inflater inflater = new Inflater();
  private final int step;
  private int chunk;

  /** A row begins behind its filter's byte. */
  private byte[] row;

  private byte[] above;

  PngRows(byte[] file, PngLayout layout) {
    this.file = file;
    this.layout = layout;
    this.step = layout.bytesPerPixel();
    this.row = new byte[1 + layout.rowBytes()];
    this.above = new byte[1 + layout.rowBytes()];
  }

  /**
   * The next row.
   *
   * @return a filter's byte, then the samples; valid until the next call
   * @throws DataFormatException when the data are damaged or end too early
   */
  byte[] next() throws DataFormatException {
    byte[] spare = above;
    above = row;
    row = spare;
    for (int filled = 0; filled < row.length; ) {
      int count = inflater.inflate(row, filled, row.length - filled);
      filled += count;
      if (count == 0) {
        feed();
      }
    }
    unfilter();
    return row;
  }

  private void feed() throws DataFormatException {
    if (!inflater.needsInput() || chunk >= layout.data().length) {
      throw new DataFormatException("the image data end too early");
    }
    inflater.setInput(file, layout.data()[chunk], layout.data()[chunk + 1]);
    chunk += 2;
  }

  private void unfilter() throws DataFormatException {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> sub(row, step);
      case 2 -> up(row, above);
      case 3 -> average(row, above, step);
      case 4 -> {
        if (step == 3) {
          paethOfThree(row, above);
        } else {
          paeth(row, above, step);
        }
      }
      default -> throw new DataFormatException("filter " + row[0] + " (expected: 0 to 4)");
    }
  }

  private static void sub(byte[] row, int step) {
    for (int i = 1 + step; i < row.length; i++) {
      row[i] += row[i - step];
    }
  }

  private static void up(byte[] row, byte[] above) {
    for (int i = 1; i < row.length; i++) {
      row[i] += above[i];
    }
  }

  private static void average(byte[] row, byte[] above, int step) {
    for (int i = 1; i <= step; i++) {
      row[i] += (byte) ((above[i] & 0xFF) / 2);
    }
    for (int i = 1 + step; i < row.length; i++) {
      row[i] += (byte) (((row[i - step] & 0xFF) + (above[i] & 0xFF)) / 2);
    }
  }

  private static void paeth(byte[] row, byte[] above, int step) {
    for (int channel = 1; channel <= step; channel++) {
      int left = 0;
      int corner = 0;
      for (int i = channel; i < row.length; i += step) {
        int up = above[i] & 0xFF;
        left = row[i] + guess(left, up, corner) & 0xFF;
        row[i] = (byte) left;
        corner = up;
      }
    }
  }

  /** Three channels side by side, because each waits for its own pixel before. */
  private static void paethOfThree(byte[] row, byte[] above) {
    int left0 = 0;
    int left1 = 0;
    int left2 = 0;
    int corner0 = 0;
    int corner1 = 0;
    int corner2 = 0;
    for (int i = 1; i + 2 < row.length; i += 3) {
      int up0 = above[i] & 0xFF;
      int up1 = above[i + 1] & 0xFF;
      int up2 = above[i + 2] & 0xFF;
      left0 = row[i] + guess(left0, up0, corner0) & 0xFF;
      left1 = row[i + 1] + guess(left1, up1, corner1) & 0xFF;
      left2 = row[i + 2] + guess(left2, up2, corner2) & 0xFF;
      row[i] = (byte) left0;
      row[i + 1] = (byte) left1;
      row[i + 2] = (byte) left2;
      corner0 = up0;
      corner1 = up1;
      corner2 = up2;
    }
  }

  private static int guess(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    int nearest = toUp <= toCorner ? up : corner;
    return toLeft <= Math.min(toUp, toCorner) ? left : nearest;
  }

  @Override
  public void close() {
    inflater.close();
  }
}
