package com.imageflowcanvas.opencv.scale;

/** {@code sinc(x) * sinc(x / 3)} from a table: to a ten-thousandth of a level, without a sine. */
final class LanczosCurve {
  static final int LOBES = 3;

  private static final int STEPS = 2048;
  private static final double[] POINTS = points();

  private LanczosCurve() {}

  static double at(double x) {
    double place = Math.abs(x) * STEPS;
    int left = (int) place;
    if (left >= LOBES * STEPS) {
      return 0;
    }
    return POINTS[left] + (place - left) * (POINTS[left + 1] - POINTS[left]);
  }

  private static double[] points() {
    double[] points = new double[LOBES * STEPS + 1];
    for (int i = 0; i < LOBES * STEPS; i++) {
      double x = (double) i / STEPS;
      points[i] = sinc(x) * sinc(x / LOBES);
    }
    return points;
  }

  /** StrictMath gives the same on every machine. */
  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }
}
