package com.imageflowcanvas.image;

/**
 * An affine map from pixels of one raster to pixels of another: {@code x' = xx*x + xy*y + x0},
 * {@code y' = yx*x + yy*y + y0}. Coordinates are edges between pixels, so scaling needs no
 * half-pixel terms.
 */
public record Transform(double xx, double xy, double x0, double yx, double yy, double y0) {
  public static final Transform IDENTITY = new Transform(1, 0, 0, 0, 1, 0);

  public static Transform scale(double sx, double sy) {
    return new Transform(sx, 0, 0, 0, sy, 0);
  }

  public static Transform translate(double dx, double dy) {
    return new Transform(1, 0, dx, 0, 1, dy);
  }

  /** The map that applies {@code first}, then this. */
  public Transform after(Transform first) {
    return new Transform(
        xx * first.xx + xy * first.yx,
        xx * first.xy + xy * first.yy,
        xx * first.x0 + xy * first.y0 + x0,
        yx * first.xx + yy * first.yx,
        yx * first.xy + yy * first.yy,
        yx * first.x0 + yy * first.y0 + y0);
  }

  /**
   * The way back.
   *
   * @throws ArithmeticException when the map has no inverse
   */
  public Transform inverse() {
    double determinant = xx * yy - xy * yx;
    if (determinant == 0 || !Double.isFinite(determinant)) {
      throw new ArithmeticException("determinant: " + determinant + " (expected: not 0)");
    }
    double ixx = yy / determinant;
    double ixy = -xy / determinant;
    double iyx = -yx / determinant;
    double iyy = xx / determinant;
    return new Transform(ixx, ixy, -(ixx * x0 + ixy * y0), iyx, iyy, -(iyx * x0 + iyy * y0));
  }

  /** The smallest axis-aligned box around the mapped corners. */
  public Box apply(Box box) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? box.x() : box.right();
      double y = (corner & 2) == 0 ? box.y() : box.bottom();
      double mappedX = xx * x + xy * y + x0;
      double mappedY = yx * x + yy * y + y0;
      left = Math.min(left, mappedX);
      right = Math.max(right, mappedX);
      top = Math.min(top, mappedY);
      bottom = Math.max(bottom, mappedY);
    }
    return Box.ofCorners(left, top, right, bottom);
  }
}
