package com.imageflowcanvas.opencv;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Class and confidence on a plate at a box: above it, or where that is taken by another plate,
 * below or inside. Left out where the image is too small for readable letters.
 */
record DetectionLabel(Detection detection, int rgb) {
  private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;

  /** Height of a capital letter of the font at scale 1, px. */
  private static final double CAPITAL = 21;

  /** Share of the shorter side that a capital letter is high. */
  private static final double LETTER_SHARE = 1 / 50.0;

  private static final double SMALLEST_LETTER = 8;

  /**
   * @param box pixels of the image
   * @param line width of the box's line, px
   * @param taken where plates lie already; this one's is added
   */
  void paint(Mat pixels, Box box, int line, List<Box> taken) {
    String text = text();
    double wanted = Math.min(pixels.cols(), pixels.rows()) * LETTER_SHARE;
    double letter = Math.max(SMALLEST_LETTER, wanted);
    int stroke = (int) Math.max(1, Math.round(letter / 9));
    double scale = letter / CAPITAL;
    try (IntPointer baseline = new IntPointer(1);
        Size size = opencv_imgproc.getTextSize(text, FONT, scale, stroke, baseline)) {
      int padding = (int) Math.max(2, Math.round(letter / 3));
      int width = size.width() + 2 * padding;
      int height = size.height() + 2 * padding;
      if (width > pixels.cols() || height > pixels.rows()) {
        return;
      }
      Box plate = place(new Box(0, 0, width, height), box, pixels, line, taken);
      taken.add(plate);
      int left = (int) plate.x();
      int top = (int) plate.y();
      paintPlate(pixels, left, top, width, height);
      paintText(pixels, text, left + padding, top + padding + size.height(), scale, stroke);
    }
  }

  private static Box place(Box plate, Box box, Mat pixels, int line, List<Box> taken) {
    double left = box.x() - line / 2.0;
    double above = box.y() - line / 2.0 - plate.height();
    double below = box.bottom() + line / 2.0;
    List<Box> places =
        Stream.of(above, below, box.y(), box.bottom() - plate.height())
            .filter(top -> top >= 0 && top + plate.height() <= pixels.rows())
            .map(top -> inside(plate, left, top, pixels))
            .toList();
    return places.stream()
        .filter(place -> taken.stream().noneMatch(other -> place.iou(other) > 0))
        .findFirst()
        .orElseGet(() -> places.isEmpty() ? inside(plate, left, above, pixels) : places.getFirst());
  }

  private static Box inside(Box plate, double left, double top, Mat pixels) {
    return new Box(
        Math.clamp(Math.round(left), 0, pixels.cols() - (int) plate.width()),
        Math.clamp(Math.round(top), 0, pixels.rows() - (int) plate.height()),
        plate.width(),
        plate.height());
  }

  /** OpenCV's letters are ASCII only; a class named otherwise shows its number. */
  private String text() {
    String name = detection.className();
    boolean drawable = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
    String shown = drawable ? name : "#" + detection.classId();
    return shown + " " + Math.round(detection.confidence() * 100) + "%";
  }

  private void paintPlate(Mat pixels, int left, int top, int width, int height) {
    try (Point from = new Point(left, top);
        Point to = new Point(left + width - 1, top + height - 1);
        Scalar color = DetectionPainter.scalar(rgb)) {
      opencv_imgproc.rectangle(
          pixels, from, to, color, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
    }
  }

  private void paintText(Mat pixels, String text, int x, int y, double scale, int stroke) {
    try (Point at = new Point(x, y);
        Scalar ink = Scalar.all(isLight(rgb) ? 16 : 255)) {
      opencv_imgproc.putText(
          pixels, text, at, FONT, scale, ink, stroke, opencv_imgproc.LINE_AA, false);
    }
  }

  /** By luma, ITU-R BT.601. */
  private static boolean isLight(int rgb) {
    return 0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255) > 140;
  }
}
