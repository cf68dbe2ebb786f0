package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Orientation;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;

/** Writes the test picture as uncompressed TIFFs of one strip. */
final class TiffImages {
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int SEPARATED = 5;
  private static final int HEADER_BYTES = 8;

  private TiffImages() {}

  static byte[] color(ByteOrder order, Orientation orientation) {
    BufferedImage image = TestPicture.image(BufferedImage.TYPE_INT_RGB, orientation);
    ByteWriter pixels = new ByteWriter(order);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        pixels.u8(rgb >> 16, rgb >> 8, rgb);
      }
    }
    return file(order, image, orientation, pixels.toBytes(), RGB, 3, 8);
  }

  static byte[] grey16(ByteOrder order, Orientation orientation) {
    BufferedImage image = TestPicture.image(BufferedImage.TYPE_INT_RGB, orientation);
    ByteWriter pixels = new ByteWriter(order);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        pixels.u16(TestPicture.grey(image.getRGB(x, y) & 0xFFFFFF) * 257);
      }
    }
    return file(order, image, orientation, pixels.toBytes(), BLACK_IS_ZERO, 1, 16);
  }

  /** Four inks, 255 is full ink; black is left to the other three. */
  static byte[] cmyk() {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    BufferedImage image = TestPicture.image(BufferedImage.TYPE_INT_RGB);
    ByteWriter pixels = new ByteWriter(order);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int inks = ~TestPicture.rgb(x, y);
        pixels.u8(inks >> 16, inks >> 8, inks, 0);
      }
    }
    return file(order, image, Orientation.UPRIGHT, pixels.toBytes(), SEPARATED, 4, 8);
  }

  private static byte[] file(
      ByteOrder order,
      BufferedImage image,
      Orientation orientation,
      byte[] pixels,
      int photometric,
      int samples,
      int bits) {
    int entries = 10;
    int bitsAt = HEADER_BYTES + 2 + entries * 12 + 4;
    int pixelsAt = bitsAt + 8;
    ByteWriter file = new ByteWriter(order);
    file.text(order == ByteOrder.BIG_ENDIAN ? "MM" : "II").u16(42).u32(HEADER_BYTES).u16(entries);
    shortEntry(file, 256, image.getWidth());
    shortEntry(file, 257, image.getHeight());
    if (samples == 1) {
      shortEntry(file, 258, bits);
    } else {
      file.u16(258, SHORT).u32(samples, bitsAt);
    }
    shortEntry(file, 259, 1);
    shortEntry(file, 262, photometric);
    file.u16(273, LONG).u32(1, pixelsAt);
    shortEntry(file, 274, orientation.exif());
    shortEntry(file, 277, samples);
    shortEntry(file, 278, image.getHeight());
    file.u16(279, LONG).u32(1, pixels.length);
    return file.u32(0).u16(bits, bits, bits, bits).raw(pixels).toBytes();
  }

  private static void shortEntry(ByteWriter file, int tag, int value) {
    file.u16(tag, SHORT).u32(1).u16(value, 0);
  }
}
