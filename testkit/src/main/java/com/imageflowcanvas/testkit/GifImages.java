package com.imageflowcanvas.testkit;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes the test picture as GIFs, and as the simplest bitmap, with the JDK's encoders. */
final class GifImages {
  private static final int[] COLORS = {
    TestPicture.RED, TestPicture.GREEN, TestPicture.BLUE, TestPicture.YELLOW
  };

  private GifImages() {}

  static byte[] still() {
    return write(palette(false), "gif");
  }

  /** The yellow quarter is transparent. */
  static byte[] transparent() {
    return write(palette(true), "gif");
  }

  /** Two frames; the second is all red. */
  static byte[] animated() {
    BufferedImage red = palette(false);
    red.getRaster().setSamples(0, 0, red.getWidth(), red.getHeight(), 0, new int[64 * 48]);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(palette(false), null, null), null);
      writer.writeToSequence(new IIOImage(red, null, null), null);
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] bitmap() {
    return write(TestPicture.image(BufferedImage.TYPE_INT_RGB), "bmp");
  }

  private static BufferedImage palette(boolean yellowIsTransparent) {
    IndexColorModel colors =
        new IndexColorModel(
            2, 4, channel(16), channel(8), channel(0), yellowIsTransparent ? 3 : -1);
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_INDEXED, colors);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, y / 24 * 2 + x / 32);
      }
    }
    return image;
  }

  private static byte[] channel(int shift) {
    byte[] values = new byte[COLORS.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (COLORS[i] >> shift);
    }
    return values;
  }

  private static byte[] write(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
