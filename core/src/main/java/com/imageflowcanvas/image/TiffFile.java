package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ProblemException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** TIFF 6.0; also the block that carries EXIF. */
final class TiffFile implements ImageFile {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;

  /** Enough to tell that there are many. */
  private static final int MOST_PAGES_COUNTED = 1000;

  private static final int ENTRY_BYTES = 12;

  private final FileBytes in;

  TiffFile(FileBytes bytes) {
    this.in = bytes.named("TIFF");
  }

  /**
   * The orientation in an EXIF block. A broken one does not make the image unreadable: it is
   * upright then.
   */
  static Orientation exifOrientation(FileBytes block) {
    ByteOrder order = block.hasText(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    try {
      return new TiffFile(block.part(0, block.length(), order)).orientation();
    } catch (ProblemException e) {
      return Orientation.UPRIGHT;
    }
  }

  @Override
  public ImageHeader header() {
    return new ImageHeader(
        ImageFormat.TIFF, side("width", WIDTH), side("height", HEIGHT), orientation(), pages(), 1);
  }

  @Override
  public void requireComplete() {
    boolean tiled = entry(TILE_OFFSETS) >= 0;
    long offsets = entry(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long sizes = entry(tiled ? TILE_BYTES : STRIP_BYTES);
    if (offsets < 0) {
      throw in.corrupt("no pixels in the first page (expected: strips or tiles)");
    }
    if (sizes < 0) {
      return; // allowed for one uncompressed strip; the decoder sees whether it is whole
    }
    long count = Math.min(in.u32(offsets + 4), in.u32(sizes + 4));
    for (long i = 0; i < count; i++) {
      in.need(element(offsets, i), element(sizes, i));
    }
  }

  private Orientation orientation() {
    OptionalLong value = value(ORIENTATION);
    return Orientation.ofExif((int) Math.min(value.orElse(1), 9));
  }

  private int side(String name, int tag) {
    long value =
        value(tag)
            .orElseThrow(() -> in.corrupt("no " + name + " in the first page (tag " + tag + ")"));
    if (value > Integer.MAX_VALUE) {
      throw in.corrupt(name + ": " + value + " px (expected: at most 2147483647)");
    }
    return (int) value;
  }

  private int pages() {
    Set<Long> seen = new HashSet<>();
    long directory = in.u32(4);
    while (directory != 0 && seen.size() < MOST_PAGES_COUNTED && seen.add(directory)) {
      long next = directory + 2 + (directory + 2 <= in.length() ? in.u16(directory) : 0) * 12L;
      directory = next + 4 <= in.length() ? in.u32(next) : 0;
    }
    return Math.max(1, seen.size());
  }

  private OptionalLong value(int tag) {
    long entry = entry(tag);
    return entry < 0 ? OptionalLong.empty() : OptionalLong.of(element(entry, 0));
  }

  /** Where the entry of this tag lies in the first directory, or -1. */
  private long entry(int tag) {
    long directory = in.u32(4);
    int entries = in.u16(directory);
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + (long) i * ENTRY_BYTES;
      if (in.u16(at) == tag) {
        return at;
      }
    }
    return -1;
  }

  /** One value of an entry; up to 4 bytes lie in the entry itself, more where it points. */
  private long element(long entry, long index) {
    int bytes =
        switch (in.u16(entry + 2)) {
          case 1 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          default ->
              throw in.corrupt(
                  "type "
                      + in.u16(entry + 2)
                      + " of tag "
                      + in.u16(entry)
                      + " (expected: 1, 3, 4)");
        };
    long count = in.u32(entry + 4);
    long start = count * bytes <= 4 ? entry + 8 : in.u32(entry + 8);
    long at = start + index * bytes;
    return bytes == 1 ? in.u8(at) : bytes == 2 ? in.u16(at) : in.u32(at);
  }
}
