package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Orientation;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes the test picture as JPEGs of all kinds, with the JDK's encoder. */
final class JpegImages {
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int PLAIN_CMYK = 0;
  private static final int YCCK = 2;

  private JpegImages() {}

  static byte[] color() {
    return write(TestPicture.image(BufferedImage.TYPE_INT_RGB), false);
  }

  static byte[] grey() {
    BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < grey.getHeight(); y++) {
      for (int x = 0; x < grey.getWidth(); x++) {
        grey.getRaster().setSample(x, y, 0, TestPicture.grey(TestPicture.rgb(x, y)));
      }
    }
    return write(grey, false);
  }

  static byte[] progressive() {
    return write(TestPicture.image(BufferedImage.TYPE_INT_RGB), true);
  }

  static byte[] turned(Orientation orientation) {
    byte[] file = write(TestPicture.image(BufferedImage.TYPE_INT_RGB, orientation), false);
    ByteWriter payload = new ByteWriter(ByteOrder.BIG_ENDIAN).text("Exif\0\0");
    return withSegment(file, APP1, payload.raw(Exif.block(orientation)).toBytes());
  }

  /** Four inks, inverted (0 is full ink), as Adobe's programs write it. */
  static byte[] cmyk() {
    return fourBands(PLAIN_CMYK);
  }

  /** The same with the first three inks as luma and chroma. */
  static byte[] ycck() {
    return fourBands(YCCK);
  }

  private static byte[] fourBands(int transform) {
    WritableRaster inks = Raster.createInterleavedRaster(0, 64, 48, 4, null);
    for (int y = 0; y < inks.getHeight(); y++) {
      for (int x = 0; x < inks.getWidth(); x++) {
        int rgb = TestPicture.rgb(x, y);
        int[] color = {rgb >> 16, rgb >> 8 & 255, rgb & 255, 255};
        inks.setPixel(x, y, transform == YCCK ? ycc(color) : color);
      }
    }
    byte[] adobe =
        new ByteWriter(ByteOrder.BIG_ENDIAN).text("Adobe").u16(100, 0, 0).u8(transform).toBytes();
    return withSegment(write(new IIOImage(inks, null, null), false), APP14, adobe);
  }

  /** The decoder gives 255 - RGB of these, so the opposite color goes in; JFIF 1.02. */
  private static int[] ycc(int[] color) {
    double r = 255 - color[0];
    double g = 255 - color[1];
    double b = 255 - color[2];
    return new int[] {
      (int) Math.round(0.299 * r + 0.587 * g + 0.114 * b),
      (int) Math.round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
      (int) Math.round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b),
      color[3]
    };
  }

  private static byte[] write(BufferedImage image, boolean progressive) {
    return write(new IIOImage(image, null, null), progressive);
  }

  private static byte[] write(IIOImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality(0.95f);
      if (progressive) {
        options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, image, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Puts a segment behind the first marker. */
  private static byte[] withSegment(byte[] file, int marker, byte[] payload) {
    return new ByteWriter(ByteOrder.BIG_ENDIAN)
        .raw(Arrays.copyOf(file, 2))
        .u8(0xFF, marker)
        .u16(2 + payload.length)
        .raw(payload)
        .raw(Arrays.copyOfRange(file, 2, file.length))
        .toBytes();
  }
}
