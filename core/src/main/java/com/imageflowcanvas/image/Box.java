package com.imageflowcanvas.image;

/**
 * An axis-aligned rectangle in pixels, origin top left, edges between pixels; may be fractional.
 */
public record Box(double x, double y, double width, double height) {

  public static Box ofCorners(double left, double top, double right, double bottom) {
    return new Box(left, top, right - left, bottom - top);
  }

  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }

  public double area() {
    return Math.max(0, width) * Math.max(0, height);
  }

  /** The part of this box inside {@code 0..width, 0..height}; its area is 0 where there is none. */
  public Box clip(double maxWidth, double maxHeight) {
    double left = Math.clamp(x, 0, maxWidth);
    double top = Math.clamp(y, 0, maxHeight);
    return ofCorners(
        left, top, Math.clamp(right(), left, maxWidth), Math.clamp(bottom(), top, maxHeight));
  }

  /** Intersection over union, 0..1. */
  public double iou(Box other) {
    double w = Math.min(right(), other.right()) - Math.max(x, other.x);
    double h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    double intersection = w * h;
    return intersection / (area() + other.area() - intersection);
  }
}
