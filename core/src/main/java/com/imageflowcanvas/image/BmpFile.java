package com.imageflowcanvas.image;

import com.imageflowcanvas.image.StoredPixels.Alpha;
import java.nio.ByteOrder;
import java.util.Set;

/** Windows and OS/2 bitmaps. */
final class BmpFile implements ImageFile {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int CORE_HEADER_BYTES = 12;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;
  private static final int ALPHA_HEADER_BYTES = 56;
  private static final int ALPHA_MASK_AT = 66;
  private static final int RED = 0xFF0000;
  private static final int GREEN = 0xFF00;
  private static final int BLUE = 0xFF;

  /** Sizes of the second header by version; two letters alone would take many texts for bitmaps. */
  private static final Set<Long> HEADER_BYTES = Set.of(12L, 16L, 40L, 52L, 56L, 64L, 108L, 124L);

  private final FileBytes in;

  BmpFile(FileBytes bytes) {
    this.in = bytes.part(0, bytes.length(), ByteOrder.LITTLE_ENDIAN).named("BMP");
  }

  static boolean recognizes(FileBytes in) {
    return in.hasText(0, "BM")
        && in.length() >= FILE_HEADER_BYTES + 4
        && HEADER_BYTES.contains(in.u32(FILE_HEADER_BYTES));
  }

  @Override
  public ImageHeader header() {
    return new ImageHeader(ImageFormat.BMP, width(), height(), Orientation.UPRIGHT, 1, 1);
  }

  @Override
  public void requireComplete() {
    long pixels = in.u32(10);
    int compression = isCore() ? UNCOMPRESSED : in.i32(30);
    if (compression == UNCOMPRESSED || compression == BIT_FIELDS) {
      long bits = (long) width() * in.u16(isCore() ? 24 : 28);
      long rowBytes = (bits + 31) / 32 * 4;
      in.need(pixels, rowBytes * height());
    } else {
      in.need(pixels, in.u32(34));
    }
  }

  /** Only the newer headers have a mask for alpha; without it the fourth byte means nothing. */
  @Override
  public StoredPixels pixels() {
    boolean masked = !isCore() && in.u16(28) == 32 && in.i32(30) == BIT_FIELDS;
    if (masked && in.u32(FILE_HEADER_BYTES) >= ALPHA_HEADER_BYTES && in.i32(ALPHA_MASK_AT) != 0) {
      return new StoredPixels(8, Alpha.STRAIGHT);
    }
    if (masked && (in.i32(54) != RED || in.i32(58) != GREEN || in.i32(62) != BLUE)) {
      throw in.corrupt(
          "masks of colors: %08x %08x %08x (expected: %08x %08x %08x)"
              .formatted(in.i32(54), in.i32(58), in.i32(62), RED, GREEN, BLUE));
    }
    return new StoredPixels(8, Alpha.NONE);
  }

  private boolean isCore() {
    return in.u32(FILE_HEADER_BYTES) == CORE_HEADER_BYTES;
  }

  private int width() {
    int width = isCore() ? in.u16(18) : in.i32(18);
    if (width < 0) {
      throw in.corrupt("width: " + width + " px (expected: at least 1)");
    }
    return width;
  }

  /** A negative height says that the first row is the top one. */
  private int height() {
    int height = isCore() ? in.u16(20) : in.i32(22);
    if (height == Integer.MIN_VALUE) {
      throw in.corrupt("height: " + height + " px (expected: at most 2147483647)");
    }
    return Math.abs(height);
  }
}
