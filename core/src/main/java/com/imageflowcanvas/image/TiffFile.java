package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.StoredPixels.Alpha;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** TIFF 6.0 and BigTIFF; also the block that carries EXIF. */
final class TiffFile implements ImageFile {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int PLANAR = 284;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int WHITE_IS_ZERO = 0;
  private static final int RGB = 2;
  private static final int SEPARATE_PLANES = 2;
  private static final int UNSIGNED = 1;
  private static final int SIGNED = 2;
  private static final int BIG_VERSION = 43;

  /** What an image of large numbers may take when it is decoded. */
  private static final long MAX_DECODED_BYTES = 512L << 20;

  /** Enough to tell that there are many. */
  private static final int MOST_PAGES_COUNTED = 1000;

  private final FileBytes in;

  /** Whether counts and offsets have 64 bits. */
  private final boolean big;

  TiffFile(FileBytes bytes) {
    this.in = bytes.named("TIFF");
    this.big = bytes.length() >= 4 && bytes.u16(2) == BIG_VERSION;
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
    long count = Math.min(word(offsets + 4), word(sizes + 4));
    for (long i = 0; i < count; i++) {
      in.need(element(offsets, i), element(sizes, i));
    }
  }

  /**
   * Numbers of more than 8 bits are read as they lie, but for 16 bits without alpha, which libtiff
   * makes colors of by itself; so they have to lie as usual.
   */
  @Override
  public StoredPixels pixels() {
    int bits = (int) Math.min(value(BITS).orElse(1), Integer.MAX_VALUE);
    long samples = value(SAMPLES).orElse(1);
    StoredPixels pixels = new StoredPixels(bits, alpha(samples));
    if (value(SAMPLE_FORMAT).orElse(UNSIGNED) == SIGNED) {
      throw in.corrupt("signed samples (expected: unsigned or floating point)");
    }
    boolean asTheyLie = bits > 16 || bits > 8 && !(bits == 16 && pixels.alpha() == Alpha.NONE);
    boolean inPlanes = samples > 1 && value(PLANAR).orElse(1) == SEPARATE_PLANES;
    boolean inverted = value(PHOTOMETRIC).orElse(RGB) == WHITE_IS_ZERO;
    if (asTheyLie && (inPlanes || inverted)) {
      throw in.corrupt(
          bits
              + " bits a sample "
              + (inPlanes ? "in separate planes" : "where 0 is white")
              + " (expected: 8 bits, or interleaved samples where 0 is black)");
    }
    long decoded = (long) side("width", WIDTH) * side("height", HEIGHT) * samples * (bits / 8);
    if (bits > 16 && decoded > MAX_DECODED_BYTES) {
      throw in.corrupt(
          decoded + " bytes when decoded (expected: at most " + MAX_DECODED_BYTES + ")");
    }
    return pixels;
  }

  private Alpha alpha(long samples) {
    boolean color = value(PHOTOMETRIC).orElse(-1) == RGB && samples == 4;
    int extra = color ? (int) value(EXTRA_SAMPLES).orElse(0) : 0;
    return switch (extra) {
      case 1 -> Alpha.PREMULTIPLIED;
      case 2 -> Alpha.STRAIGHT;
      default -> Alpha.NONE;
    };
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
    long directory = firstDirectory();
    while (directory != 0 && seen.size() < MOST_PAGES_COUNTED && seen.add(directory)) {
      directory = next(directory);
    }
    return Math.max(1, seen.size());
  }

  /** Where the page after this one is described; 0 where there is none. */
  private long next(long directory) {
    long first = directory + entryCountBytes();
    if (directory < 0 || first > in.length()) {
      return 0;
    }
    long next = first + Math.min(entries(directory), in.length()) * entryBytes();
    return next + wordBytes() <= in.length() ? word(next) : 0;
  }

  private OptionalLong value(int tag) {
    long entry = entry(tag);
    return entry < 0 ? OptionalLong.empty() : OptionalLong.of(element(entry, 0));
  }

  /** Where the entry of this tag lies in the first directory, or -1. */
  private long entry(int tag) {
    long directory = firstDirectory();
    long entries = entries(directory);
    for (long i = 0; i < entries; i++) {
      long at = directory + entryCountBytes() + i * entryBytes();
      if (in.u16(at) == tag) {
        return at;
      }
    }
    return -1;
  }

  /** One value of an entry; a few bytes lie in the entry itself, more where it points. */
  private long element(long entry, long index) {
    int bytes =
        switch (in.u16(entry + 2)) {
          case 1 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          case 16 -> 8;
          default ->
              throw in.corrupt(
                  "type "
                      + in.u16(entry + 2)
                      + " of tag "
                      + in.u16(entry)
                      + " (expected: 1, 3, 4, 16)");
        };
    long place = entry + 4 + wordBytes();
    long start = word(entry + 4) <= wordBytes() / bytes ? place : word(place);
    long at = start + index * bytes;
    return switch (bytes) {
      case 1 -> in.u8(at);
      case 2 -> in.u16(at);
      case 4 -> in.u32(at);
      default -> in.u64(at);
    };
  }

  private long firstDirectory() {
    return big ? in.u64(8) : in.u32(4);
  }

  private long entries(long directory) {
    return big ? in.u64(directory) : in.u16(directory);
  }

  /** A count or an offset. */
  private long word(long at) {
    return big ? in.u64(at) : in.u32(at);
  }

  private int wordBytes() {
    return big ? 8 : 4;
  }

  private int entryCountBytes() {
    return big ? 8 : 2;
  }

  private int entryBytes() {
    return big ? 20 : 12;
  }
}
