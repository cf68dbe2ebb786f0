package com.imageflowcanvas.bench;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Paints the images that {@code bench/memory} sends, so that it needs no test data. Arguments: the
 * folder to put them into, their names.
 */
public final class LargeImages {
  private static final int TILE = 1024;
  private static final int GOOD = 85;

  /** Below the default limit of 25 MB an image. */
  private static final int MOST_BYTES = 24_500_000;

  private final int[] waves = new int[TILE * TILE];

  private LargeImages() {
    for (int i = 0; i < waves.length; i++) {
      waves[i] = BenchImages.color(i % TILE, i / TILE, 0);
    }
  }

  public static void main(String[] arguments) throws IOException {
    LargeImages painter = new LargeImages();
    for (int i = 1; i < arguments.length; i++) {
      Files.write(Path.of(arguments[0], arguments[i]), painter.painted(arguments[i]));
    }
  }

  private byte[] painted(String name) {
    return switch (name) {
      case "jpeg-12mp.jpg" -> jpeg(photoLike(4000, 3000, 16), GOOD);
      case "jpeg-4k.jpg" -> jpeg(photoLike(3840, 2160, 20), GOOD);
      case "jpeg-50mp.jpg" -> jpeg(photoLike(8000, 6250, 16), GOOD);
      case "jpeg-24mb.jpg" -> largest(photoLike(8000, 6250, 40));
      case "png-70mp.png" -> BenchImages.CODEC.encode(tiles(10_000, 7000), ImageFormat.PNG, 100);
      default -> throw new IllegalArgumentException(name + " (expected: an image of bench/memory)");
    };
  }

  private static byte[] jpeg(Raster raster, int quality) {
    return BenchImages.CODEC.encode(raster, ImageFormat.JPEG, quality);
  }

  private static byte[] largest(Raster raster) {
    return IntStream.iterate(97, quality -> quality - 2)
        .mapToObj(quality -> jpeg(raster, quality))
        .filter(file -> file.length <= MOST_BYTES)
        .findFirst()
        .orElseThrow();
  }

  /** Waves with noise: as hard to decode as a photo. */
  private Raster photoLike(int width, int height, int noise) {
    return Rasters.drawn(
        width,
        height,
        (x, y) -> waves[y % TILE * TILE + x % TILE] + 0x010101 * scattered(x, y, noise));
  }

  /** The same for the same place, and without order otherwise. */
  private static int scattered(int x, int y, int below) {
    int mixed = (x * 0x9E3779B1) ^ (y * 0x85EBCA77);
    mixed = (mixed ^ (mixed >>> 15)) * 0x2C1B3C6D;
    return (mixed >>> 16) % below;
  }

  /** What a PNG makes small. */
  private static Raster tiles(int width, int height) {
    return Rasters.drawn(width, height, (x, y) -> (x >> 5) * 0x010305 ^ (y >> 5) * 0x050103);
  }
}
