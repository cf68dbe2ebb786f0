package com.imageflowcanvas.testkit;

import java.nio.ByteOrder;

/** Writes the test picture as bitmaps of kinds that the JDK does not write. */
final class BmpImages {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int BIT_FIELDS = 3;
  private static final int RED = 0xFF0000;
  private static final int GREEN = 0xFF00;
  private static final int BLUE = 0xFF;
  private static final long ALPHA = 0xFF000000L;

  private BmpImages() {}

  /** The oldest header; 24 bit. */
  static byte[] core() {
    ByteWriter rows = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    for (int y = TestPicture.HEIGHT - 1; y >= 0; y--) {
      for (int x = 0; x < TestPicture.WIDTH; x++) {
        int rgb = TestPicture.rgb(x, y);
        rows.u8(rgb, rgb >> 8, rgb >> 16);
      }
    }
    ByteWriter header = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    header.u32(12).u16(TestPicture.WIDTH, TestPicture.HEIGHT, 1, 24);
    return file(header, rows);
  }

  /** Three masks behind a header that knows no alpha; the fourth byte means nothing. */
  static byte[] maskedWithoutAlpha(int fourthByte) {
    ByteWriter header = header(40);
    header.u32(RED, GREEN, BLUE);
    return file(header, rows(fourthByte));
  }

  /** The same with red and blue in each other's place. */
  static byte[] maskedInAnotherOrder() {
    ByteWriter header = header(40);
    header.u32(BLUE, GREEN, RED);
    return file(header, rows(0));
  }

  /** The newest header, with a mask for alpha. */
  static byte[] maskedWithAlpha() {
    return file(newestHeader(), rows(-1));
  }

  /** Alpha that is 0 everywhere, as programs write it that do not know of it. */
  static byte[] maskedWithEmptyAlpha() {
    return file(newestHeader(), rows(0));
  }

  private static ByteWriter newestHeader() {
    ByteWriter header = header(124);
    return header.u32(RED, GREEN, BLUE, ALPHA).raw(new byte[124 - 56]);
  }

  private static ByteWriter header(int bytes) {
    ByteWriter header = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    header.u32(bytes, TestPicture.WIDTH, TestPicture.HEIGHT).u16(1, 32).u32(BIT_FIELDS);
    return header.u32(TestPicture.WIDTH * TestPicture.HEIGHT * 4L, 0, 0, 0, 0);
  }

  /**
   * @param fourthByte of every pixel; the picture's alpha where it is negative
   */
  private static ByteWriter rows(int fourthByte) {
    ByteWriter rows = new ByteWriter(ByteOrder.LITTLE_ENDIAN);
    for (int y = TestPicture.HEIGHT - 1; y >= 0; y--) {
      for (int x = 0; x < TestPicture.WIDTH; x++) {
        int rgb = TestPicture.rgb(x, y);
        rows.u8(rgb, rgb >> 8, rgb >> 16, fourthByte < 0 ? TestPicture.alpha(x, y) : fourthByte);
      }
    }
    return rows;
  }

  private static byte[] file(ByteWriter header, ByteWriter rows) {
    int pixelsAt = FILE_HEADER_BYTES + header.size();
    return new ByteWriter(ByteOrder.LITTLE_ENDIAN)
        .text("BM")
        .u32(pixelsAt + rows.size(), 0, pixelsAt)
        .raw(header.toBytes())
        .raw(rows.toBytes())
        .toBytes();
  }
}
