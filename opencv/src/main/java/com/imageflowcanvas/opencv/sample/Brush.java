package com.imageflowcanvas.opencv.sample;

/**
 * How a shape is painted.
 *
 * @param rgb 0xRRGGBB
 * @param opacity 0..1
 * @param blur px by which its edge is softened; 0 for a sharp one
 */
record Brush(int rgb, double opacity, double blur) {

  static Brush solid(int rgb) {
    return new Brush(rgb, 1, 0);
  }

  static Brush soft(int rgb, double opacity, double blur) {
    return new Brush(rgb, opacity, blur);
  }

  /** A color on the way from one to another; 0 is the first, 1 the second. */
  static int mix(int rgb, int other, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = rgb >> shift & 255;
      int to = other >> shift & 255;
      mixed |= (int) Math.round(from + (to - from) * share) << shift;
    }
    return mixed;
  }

  static int lighter(int rgb, double share) {
    return mix(rgb, 0xFFFFFF, share);
  }

  static int darker(int rgb, double share) {
    return mix(rgb, 0x000000, share);
  }
}
