package com.imageflowcanvas.bench;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * JPEGs to measure with: the mosaics of photos of the optional test data, else painted waves with
 * noise, which cost about as much.
 */
final class BenchImages {
  static final OpenCvImageCodec CODEC = new OpenCvImageCodec();
  static final Path DATA = Path.of(System.getProperty("imageflow.bench.data", "../shared/data"));

  private static final int QUALITY = 90;
  private static final Map<String, String> PHOTOS =
      Map.of(
          "640x480", "000000002006.jpg",
          "1920x1080", "mosaic_1920x1080.jpg",
          "3840x2160", "mosaic_3840x2160.jpg");

  private BenchImages() {}

  static byte[] jpeg(String size) throws IOException {
    Path photo = DATA.resolve("images").resolve(PHOTOS.getOrDefault(size, "none"));
    return Files.exists(photo) ? Files.readAllBytes(photo) : painted(size);
  }

  /** Not smaller than needed; others may come out scaled down by a factor. */
  static Raster decoded(byte[] file, Size needed) {
    return CODEC.decode(file, ImageHeaders.read(file), needed, Rasters.AUTO);
  }

  static Raster raster(String size) throws IOException {
    return decoded(jpeg(size), sizeOf(size));
  }

  static Size sizeOf(String size) {
    String[] sides = size.split("x", 2);
    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }

  private static byte[] painted(String size) {
    Random random = new Random(1);
    Size px = sizeOf(size);
    Raster raster =
        Rasters.drawn(px.width(), px.height(), (x, y) -> color(x, y, random.nextInt(12)));
    return CODEC.encode(raster, ImageFormat.JPEG, QUALITY);
  }

  static int color(int x, int y, int noise) {
    int red = wave(x * 0.031 + y * 0.017) + noise;
    int green = wave(x * 0.023 - y * 0.041) + noise;
    int blue = wave(x * 0.011 + y * 0.057) + noise;
    return red << 16 | green << 8 | blue;
  }

  private static int wave(double at) {
    return (int) (120 + 115 * Math.sin(at));
  }
}
