package com.imageflowcanvas.bench;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Paints the images that {@code bench/memory} sends, so that it needs no test data. Argument: the
 * folder to put them into.
 */
public final class LargeImages {
  /** Below the default limit of 25 MB an image. */
  private static final int MOST_BYTES = 24_500_000;

  private LargeImages() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder.resolve("jpeg-12mp.jpg"), photoLike(4000, 3000, 10), ImageFormat.JPEG, 85);
    write(folder.resolve("jpeg-4k.jpg"), photoLike(3840, 2160, 14), ImageFormat.JPEG, 85);
    Raster fifty = photoLike(8000, 6250, 10);
    write(folder.resolve("jpeg-50mp.jpg"), fifty, ImageFormat.JPEG, 85);
    writeLarge(folder.resolve("jpeg-24mb.jpg"), photoLike(8000, 6250, 40));
    write(folder.resolve("png-70mp.png"), tiles(10_000, 7000), ImageFormat.PNG, 100);
  }

  /** Waves with noise: as hard to decode as a photo. */
  private static Raster photoLike(int width, int height, int noise) {
    Random random = new Random(1);
    return Rasters.drawn(
        width, height, (x, y) -> BenchImages.color(x, y, random.nextInt(noise)));
  }

  /** What a PNG makes small. */
  private static Raster tiles(int width, int height) {
    return Rasters.drawn(width, height, (x, y) -> (x >> 5) * 0x010305 ^ (y >> 5) * 0x050103);
  }

  private static void write(Path file, Raster raster, ImageFormat format, int quality)
      throws IOException {
    Files.write(file, BenchImages.CODEC.encode(raster, format, quality));
  }

  private static void writeLarge(Path file, Raster raster) throws IOException {
    for (int quality = 99; ; quality--) {
      byte[] content = BenchImages.CODEC.encode(raster, ImageFormat.JPEG, quality);
      if (content.length < MOST_BYTES) {
        Files.write(file, content);
        return;
      }
    }
  }
}
