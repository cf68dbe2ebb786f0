package com.imageflowcanvas.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;

/** Writes the test picture as TIFFs of kinds that are allowed and seldom seen. */
final class RareTiffs {
  static final int UNSPECIFIED = 0;
  static final int PREMULTIPLIED = 1;
  static final int STRAIGHT = 2;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int SEPARATE_PLANES = 2;
  private static final int NONE = -1;

  private RareTiffs() {}

  /** Three colors and what the fourth sample is for. */
  static byte[] alpha(int bits, int extraSample) {
    ByteWriter pixels = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    each(
        (x, y) -> {
          int alpha = TestPicture.alpha(x, y);
          for (int shift = 16; shift >= 0; shift -= 8) {
            int straight = TestPicture.rgb(x, y) >> shift & 255;
            sample(
                pixels,
                bits,
                extraSample == PREMULTIPLIED ? (straight * alpha + 127) / 255 : straight);
          }
          sample(pixels, bits, alpha);
        });
    return file(pixels, RGB, 4, bits, extraSample, 1);
  }

  static byte[] greyAlpha() {
    ByteWriter pixels = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    each(
        (x, y) -> {
          pixels.u8(TestPicture.grey(TestPicture.rgb(x, y)), TestPicture.alpha(x, y));
        });
    return file(pixels, BLACK_IS_ZERO, 2, 8, STRAIGHT, 1);
  }

  /** 16 bit, all red samples first, then the green ones, then the blue ones. */
  static byte[] planes16() {
    return file(planes(16, 3), RGB, 3, 16, NONE, SEPARATE_PLANES);
  }

  /** The same with alpha. */
  static byte[] alphaPlanes16() {
    return file(planes(16, 4), RGB, 4, 16, STRAIGHT, SEPARATE_PLANES);
  }

  /** 16 bit grey, where 0 is white. */
  static byte[] whiteIsZero16() {
    ByteWriter pixels = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    each(
        (x, y) -> {
          sample(pixels, 16, 255 - TestPicture.grey(TestPicture.rgb(x, y)));
        });
    return file(pixels, WHITE_IS_ZERO, 1, 16, NONE, 1);
  }

  /** 16 bit grey that may be negative. */
  static byte[] signed16() {
    byte[] file = whiteIsZero16();
    int planar = new String(file, ISO_8859_1).indexOf("\u001c\u0001\u0003\u0000");
    // what is said of planes, which one sample does not need, becomes the format of samples
    file[planar] = 0x53;
    file[planar + 8] = 2;
    return file;
  }

  /** With offsets of 64 bit. */
  static byte[] big(ByteOrder order) {
    ByteWriter pixels = new ByteWriter(order);
    each(
        (x, y) -> {
          int rgb = TestPicture.rgb(x, y);
          pixels.u8(rgb >> 16, rgb >> 8, rgb);
        });
    byte[] strip = pixels.toBytes();
    int entries = 9;
    int pixelsAt = 16 + 8 + entries * 20 + 8;
    ByteWriter file = new ByteWriter(order);
    file.text(order == ByteOrder.BIG_ENDIAN ? "MM" : "II").u16(43, 8, 0).u64(16).u64(entries);
    bigEntry(file, 256, SHORT, 1).u16(TestPicture.WIDTH, 0, 0, 0);
    bigEntry(file, 257, SHORT, 1).u16(TestPicture.HEIGHT, 0, 0, 0);
    bigEntry(file, 258, SHORT, 3).u16(8, 8, 8, 0);
    bigEntry(file, 259, SHORT, 1).u16(1, 0, 0, 0);
    bigEntry(file, 262, SHORT, 1).u16(RGB, 0, 0, 0);
    bigEntry(file, 273, LONG8, 1).u64(pixelsAt);
    bigEntry(file, 277, SHORT, 1).u16(3, 0, 0, 0);
    bigEntry(file, 278, SHORT, 1).u16(TestPicture.HEIGHT, 0, 0, 0);
    bigEntry(file, 279, LONG8, 1).u64(strip.length);
    return file.u64(0).raw(strip).toBytes();
  }

  private static ByteWriter planes(int bits, int samples) {
    ByteWriter pixels = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    for (int plane = 0; plane < samples; plane++) {
      int shift = 16 - 8 * plane;
      each(
          (x, y) -> {
            sample(
                pixels,
                bits,
                shift < 0 ? TestPicture.alpha(x, y) : TestPicture.rgb(x, y) >> shift & 255);
          });
    }
    return pixels;
  }

  private static byte[] file(
      ByteWriter pixels, int photometric, int samples, int bits, int extraSample, int planar) {
    int strips = planar == SEPARATE_PLANES ? samples : 1;
    int entries = extraSample == NONE ? 10 : 11;
    int bitsAt = 8 + 2 + entries * 12 + 4;
    int offsetsAt = bitsAt + 8;
    int sizesAt = offsetsAt + 4 * strips;
    int pixelsAt = sizesAt + 4 * strips;
    int stripBytes = pixels.size() / strips;
    ByteWriter file = new ByteWriter(ByteOrder.LITTLE_ENDIAN).text("II").u16(42).u32(8);
    file.u16(entries);
    entry(file, 256, TestPicture.WIDTH);
    entry(file, 257, TestPicture.HEIGHT);
    if (samples == 1) {
      entry(file, 258, bits);
    } else if (samples == 2) {
      file.u16(258, SHORT).u32(2).u16(bits, bits);
    } else {
      file.u16(258, SHORT).u32(samples, bitsAt);
    }
    entry(file, 259, 1);
    entry(file, 262, photometric);
    file.u16(273, LONG).u32(strips, strips == 1 ? pixelsAt : offsetsAt);
    entry(file, 277, samples);
    entry(file, 278, TestPicture.HEIGHT);
    file.u16(279, LONG).u32(strips, strips == 1 ? stripBytes : sizesAt);
    entry(file, 284, planar);
    if (extraSample != NONE) {
      entry(file, 338, extraSample);
    }
    file.u32(0).u16(bits, bits, bits, bits);
    for (int i = 0; i < strips; i++) {
      file.u32(pixelsAt + (long) i * stripBytes);
    }
    for (int i = 0; i < strips; i++) {
      file.u32(stripBytes);
    }
    return file.raw(pixels.toBytes()).toBytes();
  }

  private static void each(Pixel pixel) {
    for (int y = 0; y < TestPicture.HEIGHT; y++) {
      for (int x = 0; x < TestPicture.WIDTH; x++) {
        pixel.at(x, y);
      }
    }
  }

  private static void sample(ByteWriter pixels, int bits, int level) {
    if (bits == 8) {
      pixels.u8(level);
    } else {
      pixels.u16(level * 257);
    }
  }

  private static void entry(ByteWriter file, int tag, int value) {
    file.u16(tag, SHORT).u32(1).u16(value, 0);
  }

  private static ByteWriter bigEntry(ByteWriter file, int tag, int type, int count) {
    return file.u16(tag, type).u64(count);
  }

  /** Writes one pixel. */
  private interface Pixel {
    void at(int x, int y);
  }
}
