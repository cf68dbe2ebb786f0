package com.imageflowcanvas.opencv.sample;

/** A row of points in px of the finished picture. */
final class Outline {
  private static final int STEPS = 16;
  private static final int ROUND = 72;

  private final double[] xy;

  /** Points as x, y, x, y, … */
  Outline(double... xy) {
    this.xy = xy;
  }

  static Outline rectangle(double left, double top, double right, double bottom) {
    return new Outline(left, top, right, top, right, bottom, left, bottom);
  }

  static Outline ellipse(double x, double y, double radiusX, double radiusY) {
    return arc(x, y, radiusX, radiusY, 0, 360);
  }

  /** Part of an ellipse; degrees clockwise from the right. */
  static Outline arc(double x, double y, double radiusX, double radiusY, double from, double to) {
    double[] points = new double[2 * (ROUND + 1)];
    for (int i = 0; i <= ROUND; i++) {
      double angle = Math.toRadians(from + (to - from) * i / ROUND);
      points[2 * i] = x + radiusX * Math.cos(angle);
      points[2 * i + 1] = y + radiusY * Math.sin(angle);
    }
    return new Outline(points);
  }

  /**
   * A smooth line through all points (Catmull and Rom 1974); closed ones come back to the first.
   */
  static Outline smooth(boolean closed, double... through) {
    int points = through.length / 2;
    int pieces = closed ? points : points - 1;
    double[] out = new double[2 * (pieces * STEPS + 1)];
    for (int step = 0; step <= pieces * STEPS; step++) {
      int piece = Math.min(step / STEPS, pieces - 1);
      double t = (step - piece * STEPS) / (double) STEPS;
      for (int axis = 0; axis < 2; axis++) {
        double before = through[2 * index(piece - 1, points, closed) + axis];
        double start = through[2 * index(piece, points, closed) + axis];
        double end = through[2 * index(piece + 1, points, closed) + axis];
        double after = through[2 * index(piece + 2, points, closed) + axis];
        out[2 * step + axis] = between(before, start, end, after, t);
      }
    }
    return new Outline(out);
  }

  /** Coordinates as x, y, x, y, …; not to be written to. */
  double[] xy() {
    return xy;
  }

  /** Least x (axis 0) or y (axis 1). */
  double min(int axis) {
    return extreme(axis, false);
  }

  double max(int axis) {
    return extreme(axis, true);
  }

  private double extreme(int axis, boolean greatest) {
    double found = xy[axis];
    for (int i = axis; i < xy.length; i += 2) {
      found = greatest ? Math.max(found, xy[i]) : Math.min(found, xy[i]);
    }
    return found;
  }

  private static int index(int wanted, int points, boolean closed) {
    return closed ? Math.floorMod(wanted, points) : Math.clamp(wanted, 0, points - 1);
  }

  private static double between(double before, double start, double end, double after, double t) {
    return 0.5
        * (2 * start
            + (end - before) * t
            + (2 * before - 5 * start + 4 * end - after) * t * t
            + (3 * start - before - 3 * end + after) * t * t * t);
  }
}
