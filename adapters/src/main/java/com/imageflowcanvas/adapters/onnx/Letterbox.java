package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Size;

/**
 * Where an image lies inside the input of a network: scaled by one factor until it just fits, the
 * rest is border.
 *
 * @param source px of the image
 * @param scaled px of the image inside the input
 * @param left border on the left in px of the input
 * @param top border above in px of the input
 */
record Letterbox(Size source, Size scaled, int left, int top) {

  /** The image in the middle, as Ultralytics trains; an odd border is wider right and below. */
  static Letterbox centred(Size source, Size input) {
    double factor = factor(source, input);
    int width = side(Math.round(source.width() * factor), input.width());
    int height = side(Math.round(source.height() * factor), input.height());
    return new Letterbox(
        source,
        new Size(width, height),
        (input.width() - width) / 2,
        (input.height() - height) / 2);
  }

  /** The image at the top left, sides rounded down, as YOLOX trains. */
  static Letterbox topLeft(Size source, Size input) {
    double factor = factor(source, input);
    int width = side((long) (source.width() * factor + ROUNDING), input.width());
    int height = side((long) (source.height() * factor + ROUNDING), input.height());
    return new Letterbox(source, new Size(width, height), 0, 0);
  }

  /** So that 480 * (416.0 / 640) is 312 and not 311.99… */
  private static final double ROUNDING = 1e-6;

  private static double factor(Size source, Size input) {
    return Math.min(
        (double) input.width() / source.width(), (double) input.height() / source.height());
  }

  private static int side(long px, int max) {
    return Math.clamp(px, 1, max);
  }

  /** A box in px of the input as a box in px of the image, clipped to it. */
  Box toSource(float boxLeft, float boxTop, float boxRight, float boxBottom) {
    double x = (double) source.width() / scaled.width();
    double y = (double) source.height() / scaled.height();
    return Box.ofCorners(
            (boxLeft - left) * x, (boxTop - top) * y, (boxRight - left) * x, (boxBottom - top) * y)
        .clip(source.width(), source.height());
  }
}
