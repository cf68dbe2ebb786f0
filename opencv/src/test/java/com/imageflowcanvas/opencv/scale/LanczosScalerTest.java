package com.imageflowcanvas.opencv.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.testkit.Rasters;
import java.util.HexFormat;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanczosScalerTest {

  @ParameterizedTest
  @CsvSource({
    "960, 540, 800, 450",
    "300, 700, 299, 13",
    "513, 257, 100, 257",
    "17, 3, 5, 2",
    "2, 2, 1, 1",
    "1, 900, 1, 7",
    "5000, 2, 9, 2",
    "64, 64, 100, 20",
  })
  void everyPixelIsTheWeightedSumOfItsSurroundings(
      int width, int height, int toWidth, int toHeight) {
    Raster from = Rasters.drawn(width, height, (x, y) -> x * 7919 * 31 + y * 104729 & 0xFFFFFF);
    boolean coarse = width / 16 > toWidth || height / 16 > toHeight;
    Raster to = scaled(from, toWidth, toHeight);
    for (int y = 0; y < toHeight; y += Math.max(1, toHeight / 9)) {
      for (int x = 0; x < toWidth; x += Math.max(1, toWidth / 9)) {
        assertThat(Rasters.distance(Rasters.rgb(to, x, y), expected(from, x, y, toWidth, toHeight)))
            .as("%d,%d", x, y)
            .isLessThanOrEqualTo(coarse ? 12 : 1);
      }
    }
  }

  @Test
  void oneColorStaysItself() {
    for (int color : new int[] {0, 0xFFFFFF, 0x0180FE, 0x7F8081}) {
      Raster to = scaled(Rasters.filled(301, 299, color), 97, 53);
      assertThat(Rasters.bytes(to)).isEqualTo(Rasters.bytes(Rasters.filled(97, 53, color)));
    }
  }

  @Test
  void partOfAnImageIsScaledWithoutWhatLiesAroundIt() {
    Raster whole = Rasters.drawn(80, 60, (x, y) -> x < 20 || y < 10 ? 0xFF0000 : x * y & 0xFFFFFF);
    Raster part = Rasters.drawn(60, 50, (x, y) -> (x + 20) * (y + 10) & 0xFFFFFF);
    Raster to = Rasters.AUTO.allocate(41, 33, PixelFormat.BGR24);
    try (Mat source = Mats.of(whole);
        Rect place = new Rect(20, 10, 60, 50);
        Mat seen = source.apply(place)) {
      LanczosScaler.scale(seen, to, Rasters.AUTO);
    }
    assertThat(Rasters.bytes(to)).isEqualTo(Rasters.bytes(scaled(part, 41, 33)));
  }

  @Test
  void resultIsTheSameOnEveryMachine() throws Exception {
    Raster from = Rasters.drawn(640, 427, (x, y) -> x * 7919 * 31 + y * 104729 & 0xFFFFFF);
    byte[] pixels = Rasters.bytes(scaled(from, 512, 342));
    byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(pixels);
    assertThat(HexFormat.of().formatHex(hash, 0, 8)).isEqualTo("cabdb359f9ef686a");
  }

  private static Raster scaled(Raster from, int width, int height) {
    Raster to = Rasters.AUTO.allocate(width, height, PixelFormat.BGR24);
    try (Mat source = Mats.of(from)) {
      LanczosScaler.scale(source, to, Rasters.AUTO);
    }
    return to;
  }

  /** In the plainest way, with the width rounded before the height as Pillow does. */
  private static int expected(Raster from, int x, int y, int toWidth, int toHeight) {
    double[] across = weights(from.width(), toWidth, x);
    double[] down = weights(from.height(), toHeight, y);
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double sum = 0;
      for (int row = 0; row < from.height(); row++) {
        double line = 0;
        for (int column = 0; down[row] != 0 && column < from.width(); column++) {
          if (across[column] != 0) {
            line += across[column] * (Rasters.rgb(from, column, row) >> shift & 0xFF);
          }
        }
        sum += down[row] * Math.clamp(Math.round(line), 0, 255);
      }
      rgb |= Math.clamp(Math.round(sum), 0, 255) << shift;
    }
    return rgb;
  }

  private static double[] weights(int from, int to, int at) {
    double factor = Math.max(1, (double) from / to);
    double middle = (at + 0.5) * from / to - 0.5;
    double[] weights = new double[from];
    double sum = 0;
    for (int i = 0; i < from; i++) {
      double x = Math.PI * (i - middle) / factor;
      double value = x == 0 ? 1 : 3 * Math.sin(x) * Math.sin(x / 3) / (x * x);
      weights[i] = Math.abs(x) < 3 * Math.PI ? value : 0;
      sum += weights[i];
    }
    for (int i = 0; i < from; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
