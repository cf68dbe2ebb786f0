package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Orientation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes the test picture as PNGs of all kinds. */
final class PngImages {
  private static final int GREY = 0;
  private static final int COLOR = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int COLOR_ALPHA = 6;

  private PngImages() {}

  static byte[] color() {
    return still(COLOR, 8);
  }

  static byte[] color16() {
    return still(COLOR, 16);
  }

  static byte[] grey() {
    return still(GREY, 8);
  }

  static byte[] grey16() {
    return still(GREY, 16);
  }

  static byte[] greyAlpha() {
    return still(GREY_ALPHA, 8);
  }

  static byte[] alpha() {
    return still(COLOR_ALPHA, 8);
  }

  static byte[] alpha16() {
    return still(COLOR_ALPHA, 16);
  }

  static byte[] turned(Orientation orientation) {
    ByteWriter file = begin(COLOR, 8);
    chunk(file, "eXIf", Exif.block(orientation));
    chunk(file, "IDAT", pixels(COLOR, 8));
    return end(file);
  }

  /** Four colors of one byte each; the yellow one is transparent if wanted. */
  static byte[] palette(boolean transparent) {
    ByteWriter file = begin(PALETTE, 8);
    ByteWriter colors = new ByteWriter(ByteOrder.BIG_ENDIAN);
    for (int rgb :
        new int[] {TestPicture.RED, TestPicture.GREEN, TestPicture.BLUE, TestPicture.YELLOW}) {
      colors.u8(rgb >> 16, rgb >> 8, rgb);
    }
    chunk(file, "PLTE", colors.toBytes());
    if (transparent) {
      chunk(file, "tRNS", new byte[] {-1, -1, -1, 0});
    }
    chunk(file, "IDAT", pixels(PALETTE, 8));
    return end(file);
  }

  /** Two frames; the second is black. */
  static byte[] animated() {
    ByteWriter file = begin(COLOR, 8);
    chunk(file, "acTL", new ByteWriter(ByteOrder.BIG_ENDIAN).u32(2, 0).toBytes());
    chunk(file, "fcTL", frameControl(0));
    chunk(file, "IDAT", pixels(COLOR, 8));
    chunk(file, "fcTL", frameControl(1));
    byte[] black = new byte[TestPicture.HEIGHT * (1 + 3 * TestPicture.WIDTH)];
    chunk(file, "fdAT", new ByteWriter(ByteOrder.BIG_ENDIAN).u32(2).raw(deflate(black)).toBytes());
    return end(file);
  }

  private static byte[] still(int colorType, int bits) {
    ByteWriter file = begin(colorType, bits);
    chunk(file, "IDAT", pixels(colorType, bits));
    return end(file);
  }

  private static ByteWriter begin(int colorType, int bits) {
    ByteWriter file = new ByteWriter(ByteOrder.BIG_ENDIAN).text("\u0089PNG\r\n\u001a\n");
    byte[] header =
        new ByteWriter(ByteOrder.BIG_ENDIAN)
            .u32(TestPicture.WIDTH, TestPicture.HEIGHT)
            .u8(bits, colorType, 0, 0, 0)
            .toBytes();
    chunk(file, "IHDR", header);
    return file;
  }

  private static byte[] end(ByteWriter file) {
    chunk(file, "IEND", new byte[0]);
    return file.toBytes();
  }

  private static byte[] frameControl(int sequence) {
    return new ByteWriter(ByteOrder.BIG_ENDIAN)
        .u32(sequence, TestPicture.WIDTH, TestPicture.HEIGHT, 0, 0)
        .u16(1, 10)
        .u8(0, 0)
        .toBytes();
  }

  private static byte[] pixels(int colorType, int bits) {
    ByteWriter rows = new ByteWriter(ByteOrder.BIG_ENDIAN);
    for (int y = 0; y < TestPicture.HEIGHT; y++) {
      rows.u8(0);
      for (int x = 0; x < TestPicture.WIDTH; x++) {
        for (int sample : samples(colorType, x, y)) {
          if (bits == 16) {
            rows.u16(sample * 257);
          } else {
            rows.u8(sample);
          }
        }
      }
    }
    return deflate(rows.toBytes());
  }

  private static int[] samples(int colorType, int x, int y) {
    int rgb = TestPicture.rgb(x, y);
    int alpha = TestPicture.alpha(x, y);
    return switch (colorType) {
      case GREY -> new int[] {TestPicture.grey(rgb)};
      case GREY_ALPHA -> new int[] {TestPicture.grey(rgb), alpha};
      case PALETTE -> new int[] {y * 2 / TestPicture.HEIGHT * 2 + x * 2 / TestPicture.WIDTH};
      case COLOR_ALPHA -> new int[] {rgb >> 16, rgb >> 8 & 255, rgb & 255, alpha};
      default -> new int[] {rgb >> 16, rgb >> 8 & 255, rgb & 255};
    };
  }

  private static void chunk(ByteWriter file, String type, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(content);
    file.u32(content.length).text(type).raw(content).u32(crc.getValue());
  }

  private static byte[] deflate(byte[] raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
