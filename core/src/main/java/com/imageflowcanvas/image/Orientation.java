package com.imageflowcanvas.image;

/** The eight EXIF orientations (tag 0x0112), in the order of their values 1 to 8. */
public enum Orientation {
  UPRIGHT,
  MIRRORED,
  ROTATED_180,
  FLIPPED,
  TRANSPOSED,
  ROTATED_90,
  TRANSVERSED,
  ROTATED_270;

  /** The orientation of an EXIF value; anything outside 1..8 is upright. */
  public static Orientation ofExif(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** Whether width and height change places when the image is shown upright. */
  public boolean swapsSides() {
    return ordinal() >= 4;
  }
}
