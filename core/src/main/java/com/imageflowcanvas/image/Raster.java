package com.imageflowcanvas.image;

import java.lang.foreign.MemorySegment;

/**
 * Pixels, row-major, interleaved, without padding: byte {@code (y * width + x) * channels + c}; H x
 * W x C, 8 bit, sRGB. The memory is off heap and belongs to the run that allocated it (see {@link
 * RasterAllocator}); whoever receives a raster as an input must not write to it.
 *
 * @param width px, at least 1
 * @param height px, at least 1
 * @param pixels native segment of exactly {@code width * height * channels} bytes
 */
public record Raster(int width, int height, PixelFormat format, MemorySegment pixels) {

  public Raster {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size: " + width + "x" + height + " (expected: at least 1x1)");
    }
    long expected = byteSize(width, height, format);
    if (pixels.byteSize() != expected) {
      throw new IllegalArgumentException(
          "pixels: " + pixels.byteSize() + " bytes (expected: " + expected + ")");
    }
  }

  public static long byteSize(int width, int height, PixelFormat format) {
    return (long) width * height * format.channels();
  }

  /** Offset in {@link #pixels()} of the first channel of a pixel. */
  public long offset(int x, int y) {
    return ((long) y * width + x) * format.channels();
  }
}
