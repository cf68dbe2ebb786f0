package com.imageflowcanvas.image;

import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** PNG and APNG (W3C PNG, third edition). */
final class PngFile implements ImageFile {
  private static final int SIGNATURE_BYTES = 8;
  private static final int IHDR_BYTES = 13;

  /** Bit of the color type. */
  private static final int ALPHA = 4;

  private final FileBytes in;

  PngFile(FileBytes bytes) {
    this.in = bytes.part(0, bytes.length(), ByteOrder.BIG_ENDIAN).named("PNG");
  }

  @Override
  public ImageHeader header() {
    if (!in.hasText(SIGNATURE_BYTES + 4, "IHDR") || in.u32(SIGNATURE_BYTES) != IHDR_BYTES) {
      throw in.corrupt("no image header after the signature (expected: IHDR)");
    }
    int width = side("width", SIGNATURE_BYTES + 8);
    int height = side("height", SIGNATURE_BYTES + 12);
    Orientation orientation = Orientation.UPRIGHT;
    int frames = 1;
    for (long at = SIGNATURE_BYTES; at + 8 <= in.length(); at = after(at)) {
      FileBytes content = in.part(at + 8, in.u32(at), in.order());
      if (in.hasText(at + 4, "acTL") && content.length() >= 4) {
        frames = (int) Math.clamp(content.u32(0), 1, Integer.MAX_VALUE);
      } else if (in.hasText(at + 4, "eXIf")) {
        orientation = TiffFile.exifOrientation(content);
      } else if (in.hasText(at + 4, "IEND")) {
        break;
      }
    }
    return new ImageHeader(ImageFormat.PNG, width, height, orientation, frames, 1);
  }

  @Override
  public void requireComplete() {
    for (long at = SIGNATURE_BYTES; at + 8 <= in.length(); at = after(at)) {
      in.need(at, in.u32(at) + 12);
      if (isCritical(at) && !hasRightChecksum(at)) {
        throw in.corrupt("wrong checksum of the chunk at byte " + at + "; damaged?");
      }
      if (in.hasText(at + 4, "IEND")) {
        return;
      }
    }
    throw in.corrupt("ends at byte " + in.length() + " (expected: an IEND chunk); truncated?");
  }

  @Override
  public StoredPixels pixels() {
    int bits = in.u8(SIGNATURE_BYTES + 16);
    boolean alpha = (in.u8(SIGNATURE_BYTES + 17) & ALPHA) != 0;
    for (long at = SIGNATURE_BYTES; !alpha && at + 8 <= in.length(); at = after(at)) {
      if (in.hasText(at + 4, "IDAT")) {
        break;
      }
      alpha = in.hasText(at + 4, "tRNS") || in.hasText(at + 4, "acTL");
    }
    return new StoredPixels(
        Math.max(8, bits), alpha ? StoredPixels.Alpha.STRAIGHT : StoredPixels.Alpha.NONE);
  }

  /** Of other chunks decoders take what is right and leave out what is not. */
  private boolean isCritical(long chunk) {
    return (in.u8(chunk + 4) & 0x20) == 0;
  }

  private boolean hasRightChecksum(long chunk) {
    CRC32 crc = new CRC32();
    crc.update(in.data(), in.base() + (int) chunk + 4, (int) in.u32(chunk) + 4);
    return crc.getValue() == in.u32(chunk + 8 + in.u32(chunk));
  }

  private int side(String name, int at) {
    int value = in.i32(at);
    if (value < 0) {
      throw in.corrupt(name + ": " + in.u32(at) + " px (expected: at most 2147483647)");
    }
    return value;
  }

  /** Where the chunk after this one begins: length, type and checksum are 4 bytes each. */
  private long after(long chunk) {
    return chunk + 12 + in.u32(chunk);
  }
}
