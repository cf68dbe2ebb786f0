package com.imageflowcanvas.image;

/**
 * How a file stores its pixels, as far as a decoder cannot be relied on to know it.
 *
 * @param bits of a sample
 */
public record StoredPixels(int bits, Alpha alpha) {
  /** What decoders know by themselves: where they give a fourth channel, it is alpha. */
  static final StoredPixels KNOWN = new StoredPixels(8, Alpha.STRAIGHT);

  /** What a fourth channel is. */
  public enum Alpha {
    /** No alpha; whatever is there means nothing. */
    NONE,
    /** Colors are as they are. */
    STRAIGHT,
    /** Colors were multiplied by it. */
    PREMULTIPLIED
  }
}
