package com.imageflowcanvas.testkit;

import static org.assertj.core.api.Assertions.fail;

import com.imageflowcanvas.image.Raster;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Compares images with PNGs that somebody has looked at and committed. A channel may be off by
 * {@value #LEVELS} levels, and {@value #OUTLIERS_PER_MILLE} in a thousand pixels by any amount:
 * vector units of different processors round differently, which moves an edge by a pixel here and
 * there. Run the tests with {@code -Dimageflow.golden.record=true} to write the PNGs anew.
 *
 * @param folder where the PNGs lie
 */
public record GoldenImages(Path folder) {
  private static final int LEVELS = 3;
  private static final int OUTLIERS_PER_MILLE = 2;
  private static final String RECORD = "imageflow.golden.record";

  /**
   * Compares one image with its PNG.
   *
   * @param name of the PNG, without its ending
   * @throws AssertionError when they differ; what was made lies in {@code target/golden} then
   */
  public void check(String name, Raster actual) throws IOException {
    Path golden = folder.resolve(name + ".png");
    if (Boolean.getBoolean(RECORD)) {
      write(actual, golden);
      return;
    }
    if (!Files.exists(golden)) {
      fail("no golden image %s; record it with -D%s=true and look at it", golden, RECORD);
    }
    String difference = difference(ImageIO.read(golden.toFile()), actual);
    if (!difference.isEmpty()) {
      Path made = Path.of("target", "golden", name + ".png");
      write(actual, made);
      fail("%s differs from %s: %s", made, golden, difference);
    }
  }

  private static String difference(BufferedImage golden, Raster actual) {
    if (golden.getWidth() != actual.width() || golden.getHeight() != actual.height()) {
      return "size "
          + actual.width()
          + "x"
          + actual.height()
          + " (expected: "
          + golden.getWidth()
          + "x"
          + golden.getHeight()
          + ")";
    }
    int pixels = actual.width() * actual.height();
    int off = 0;
    int worst = 0;
    for (int y = 0; y < actual.height(); y++) {
      for (int x = 0; x < actual.width(); x++) {
        int distance = Rasters.distance(Rasters.rgb(actual, x, y), golden.getRGB(x, y) & 0xFFFFFF);
        worst = Math.max(worst, distance);
        off += distance > LEVELS ? 1 : 0;
      }
    }
    return off * 1000L > (long) pixels * OUTLIERS_PER_MILLE
        ? off + " of " + pixels + " pixels are off, the worst by " + worst + " levels"
        : "";
  }

  private static void write(Raster raster, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        image.setRGB(x, y, Rasters.rgb(raster, x, y));
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
