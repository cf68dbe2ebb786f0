package com.imageflowcanvas.opencv;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Draws boxes and labels into an image. Lines and letters grow with the image, so that they can be
 * read at any size; each class has its color.
 *
 * @param labels whether class and confidence are written at the boxes
 * @param lineWidth px; 0 chooses one by the size of the image
 */
public record DetectionPainter(boolean labels, int lineWidth) {
  /** Share of the shorter side that a line is wide by itself. */
  private static final double LINE_SHARE = 1 / 260.0;

  /** Degrees between the hues of neighboring classes: the golden angle never comes back. */
  private static final double HUE_STEP = 137.508;

  /**
   * Draws into {@code target}; the most confident are on top and have the first choice of a place
   * for their labels.
   *
   * @param detections boxes in pixels of the submitted image, in any order
   * @param toSubmitted maps pixels of {@code target} to pixels of the submitted image
   */
  public void paint(Raster target, List<Detection> detections, Transform toSubmitted) {
    Transform toTarget = toSubmitted.inverse();
    List<Detection> strongestFirst =
        detections.stream()
            .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
            .map(detection -> detection.withBox(toTarget.apply(detection.box())))
            .toList();
    try (Mat pixels = Mats.of(target)) {
      for (Detection detection : strongestFirst.reversed()) {
        paintBox(pixels, detection.box(), color(detection.classId()));
      }
      List<Box> plates = new ArrayList<>();
      for (Detection detection : labels ? strongestFirst : List.<Detection>of()) {
        new DetectionLabel(detection, color(detection.classId()))
            .paint(pixels, detection.box(), line(pixels), plates);
      }
    }
  }

  /** Color of a class as 0xRRGGBB. */
  static int color(int classId) {
    double hue = Math.floorMod((long) (classId * HUE_STEP * 1000), 360_000L) / 60_000.0;
    return channel(hue, 5) << 16 | channel(hue, 3) << 8 | channel(hue, 1);
  }

  static Scalar scalar(int rgb) {
    return new Scalar(rgb & 255, rgb >> 8 & 255, rgb >> 16, 0);
  }

  /** HSV to RGB with saturation 0.85 and value 0.95; hue in 0..6. */
  private static int channel(double hue, int offset) {
    double k = (offset + hue) % 6;
    double share = Math.clamp(Math.min(k, 4 - k), 0, 1);
    return (int) Math.round(255 * 0.95 * (1 - 0.85 * share));
  }

  private int line(Mat pixels) {
    double automatic = Math.min(pixels.cols(), pixels.rows()) * LINE_SHARE;
    return lineWidth > 0 ? lineWidth : (int) Math.max(1, Math.round(automatic));
  }

  /** A dark rim keeps the line visible on a ground of its own color. */
  private void paintBox(Mat pixels, Box box, int rgb) {
    Box inside = box.clip(pixels.cols(), pixels.rows());
    int line = line(pixels);
    try (Scalar rim = Scalar.all(24);
        Scalar color = scalar(rgb)) {
      if (line > 1) {
        paintRing(pixels, inside, line + 2, rim);
      }
      paintRing(pixels, inside, line, color);
    }
  }

  /**
   * Four bars around the box, half of their width outside of it. OpenCV's own thick lines come out
   * up to two pixels wider than asked.
   */
  private static void paintRing(Mat pixels, Box box, int line, Scalar color) {
    int left = (int) Math.round(box.x()) - line / 2;
    int top = (int) Math.round(box.y()) - line / 2;
    int right = (int) Math.max(left + line, Math.round(box.right()) + line / 2);
    int bottom = (int) Math.max(top + line, Math.round(box.bottom()) + line / 2);
    paintBar(pixels, left, top, right, top + line, color);
    paintBar(pixels, left, bottom - line, right, bottom, color);
    paintBar(pixels, left, top, left + line, bottom, color);
    paintBar(pixels, right - line, top, right, bottom, color);
  }

  private static void paintBar(Mat pixels, int left, int top, int right, int bottom, Scalar color) {
    try (Point from = new Point(left, top);
        Point to = new Point(right - 1, bottom - 1)) {
      opencv_imgproc.rectangle(
          pixels, from, to, color, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
    }
  }
}
