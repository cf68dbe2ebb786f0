package com.imageflowcanvas.image;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** GIF 87a and 89a. */
final class GifFile implements ImageFile {
  private static final int IMAGE = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int TRAILER = 0x3B;
  private static final int END_OF_FILE = -1;

  private final FileBytes in;

  GifFile(FileBytes bytes) {
    this.in = bytes.part(0, bytes.length(), ByteOrder.LITTLE_ENDIAN).named("GIF");
  }

  @Override
  public ImageHeader header() {
    int width = in.u16(6);
    int height = in.u16(8);
    int frames = 0;
    for (long at = firstBlock(); kind(at) == IMAGE || kind(at) == EXTENSION; at = after(at)) {
      if (kind(at) == IMAGE) {
        frames++;
      }
    }
    if (frames == 0) {
      throw in.corrupt("no image in " + in.length() + " bytes (expected: at least one)");
    }
    return new ImageHeader(ImageFormat.GIF, width, height, Orientation.UPRIGHT, frames, 1);
  }

  /** Only the first image is decoded, so what is missing after it does no harm. */
  @Override
  public void requireComplete() {
    for (long at = firstBlock(); kind(at) != TRAILER; at = after(at)) {
      if (kind(at) == IMAGE) {
        long end = after(at);
        in.need(end - 1, 1);
        return;
      }
      if (kind(at) != EXTENSION) {
        throw in.corrupt("ends at byte " + at + " (expected: an image); truncated?");
      }
    }
  }

  @Override
  public Optional<byte[]> firstImage() {
    long at = firstBlock();
    while (kind(at) == EXTENSION) {
      at = after(at);
    }
    long end = kind(at) == IMAGE ? after(at) : in.length();
    if (end >= in.length() || kind(end) == TRAILER) {
      return Optional.empty();
    }
    byte[] cut = Arrays.copyOf(in.data(), (int) end + 1);
    cut[(int) end] = TRAILER;
    return Optional.of(cut);
  }

  private long firstBlock() {
    return 13L + colorTableBytes(in.u8(10));
  }

  private int kind(long at) {
    return at < in.length() ? in.u8(at) : END_OF_FILE;
  }

  /** Where the next block begins; past the end when this one is cut off. */
  private long after(long block) {
    if (kind(block) == EXTENSION) {
      return afterSubBlocks(block + 2);
    }
    if (block + 10 > in.length()) {
      return in.length() + 1L;
    }
    // a descriptor of 10 bytes, its colors, one byte of LZW code size, the data
    return afterSubBlocks(block + 10 + colorTableBytes(in.u8(block + 9)) + 1);
  }

  private long afterSubBlocks(long at) {
    while (at < in.length()) {
      int size = in.u8(at);
      if (size == 0) {
        return at + 1;
      }
      at += 1 + size;
    }
    return in.length() + 1L;
  }

  /** The highest bit says whether there is a table, the lowest three its size. */
  private static int colorTableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}
