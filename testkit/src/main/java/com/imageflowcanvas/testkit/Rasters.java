package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/** Rasters for tests: memory that the garbage collector frees, and plain looks at pixels. */
public final class Rasters {
  /** Gives memory full of rubbish, as the pool of a worker does. */
  public static final RasterAllocator AUTO =
      (width, height, format) -> {
        Raster raster =
            new Raster(
                width,
                height,
                format,
                Arena.ofAuto().allocate(Raster.byteSize(width, height, format)));
        raster.pixels().fill((byte) 0xA5);
        return raster;
      };

  private Rasters() {}

  /** Color of a BGR24 pixel as 0xRRGGBB. */
  public static int rgb(Raster raster, int x, int y) {
    long at = raster.offset(x, y);
    int blue = raster.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    int green = raster.pixels().get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF;
    int red = raster.pixels().get(ValueLayout.JAVA_BYTE, at + 2) & 0xFF;
    return red << 16 | green << 8 | blue;
  }

  /** A BGR24 raster of one color. */
  public static Raster filled(int width, int height, int rgb) {
    return drawn(width, height, (x, y) -> rgb);
  }

  /** A BGR24 raster with a color for each pixel. */
  public static Raster drawn(int width, int height, Painter painter) {
    Raster raster = AUTO.allocate(width, height, PixelFormat.BGR24);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = painter.rgb(x, y);
        long at = raster.offset(x, y);
        raster.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) rgb);
        raster.pixels().set(ValueLayout.JAVA_BYTE, at + 1, (byte) (rgb >> 8));
        raster.pixels().set(ValueLayout.JAVA_BYTE, at + 2, (byte) (rgb >> 16));
      }
    }
    return raster;
  }

  public static byte[] bytes(Raster raster) {
    return raster.pixels().toArray(ValueLayout.JAVA_BYTE);
  }

  /** Greatest difference of a channel of two colors, in levels. */
  public static int distance(int rgb, int otherRgb) {
    int red = Math.abs((rgb >> 16 & 255) - (otherRgb >> 16 & 255));
    int green = Math.abs((rgb >> 8 & 255) - (otherRgb >> 8 & 255));
    return Math.max(Math.max(red, green), Math.abs((rgb & 255) - (otherRgb & 255)));
  }

  /** Color of a pixel, 0xRRGGBB. */
  @FunctionalInterface
  public interface Painter {
    int rgb(int x, int y);
  }
}
