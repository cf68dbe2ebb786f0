package com.imageflowcanvas.opencv.png;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * A PNG that is averaged while it is read, so that the whole image is never in memory: squares of
 * {@code factor} pixels become one; those at the right and lower edge may be cut.
 */
public final class ShrunkPng {
  /** What is left for a better filter than averaging: half the pixels that are needed again. */
  private static final double SPARE = 1.5;

  private final byte[] file;
  private final PngLayout layout;
  private final int factor;

  private ShrunkPng(byte[] file, PngLayout layout, int factor) {
    this.file = file;
    this.layout = layout;
    this.factor = factor;
  }

  /**
   * The shrunk image.
   *
   * @param file a complete PNG with right checksums
   * @param needed in px as stored; the result is never smaller
   * @return empty where shrinking by two is too much already, and for the rarer kinds of PNG
   */
  public static Optional<ShrunkPng> of(byte[] file, Size needed) {
    return PngLayout.of(file)
        .map(layout -> new ShrunkPng(file, layout, factor(layout, needed)))
        .filter(png -> png.factor > 1);
  }

  private static int factor(PngLayout layout, Size needed) {
    return (int)
        (Math.min(
                (double) layout.width() / needed.width(),
                (double) layout.height() / needed.height())
            / SPARE);
  }

  /** The size in px as stored, which {@link #read} gives. */
  public Size size() {
    return new Size(Math.ceilDiv(layout.width(), factor), Math.ceilDiv(layout.height(), factor));
  }

  /**
   * Reads all rows.
   *
   * @throws DataFormatException when the data are damaged
   */
  public Raster read(RasterAllocator allocator) throws DataFormatException {
    Raster result = allocator.allocate(size().width(), size().height(), PixelFormat.BGR24);
    PngPixels pixels = new PngPixels(layout);
    byte[] bgr = new byte[3 * layout.width()];
    int[] sums = new int[3 * result.width()];
    byte[] averages = new byte[sums.length];
    try (PngRows rows = new PngRows(file, layout)) {
      for (int y = 0; y < result.height(); y++) {
        int height = Math.min(factor, layout.height() - y * factor);
        Arrays.fill(sums, 0);
        for (int row = 0; row < height; row++) {
          pixels.convert(rows.next(), bgr);
          add(bgr, factor, sums);
        }
        average(sums, height, averages);
        MemorySegment.copy(
            averages,
            0,
            result.pixels(),
            ValueLayout.JAVA_BYTE,
            (long) y * averages.length,
            averages.length);
      }
    }
    return result;
  }

  private static void add(byte[] bgr, int factor, int[] sums) {
    int at = 0;
    for (int to = 0; to < sums.length; to += 3) {
      int blue = 0;
      int green = 0;
      int red = 0;
      int end = Math.min(bgr.length, at + 3 * factor);
      for (; at < end; at += 3) {
        blue += bgr[at] & 0xFF;
        green += bgr[at + 1] & 0xFF;
        red += bgr[at + 2] & 0xFF;
      }
      sums[to] += blue;
      sums[to + 1] += green;
      sums[to + 2] += red;
    }
  }

  private void average(int[] sums, int height, byte[] averages) {
    int cut = layout.width() - (sums.length / 3 - 1) * factor;
    for (int i = 0; i < sums.length; i++) {
      int width = i < sums.length - 3 ? factor : cut;
      int count = width * height;
      averages[i] = (byte) ((sums[i] + count / 2) / count);
    }
  }
}
