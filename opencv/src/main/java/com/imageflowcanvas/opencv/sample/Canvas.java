package com.imageflowcanvas.opencv.sample;

import com.imageflowcanvas.opencv.OpenCv;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture to paint on, in px of the finished picture; painted at twice that size and shrunk at
 * the end, so that edges are smooth.
 */
final class Canvas implements AutoCloseable {
  private static final int OVERSAMPLING = 2;

  /** OpenCV takes points in sixteenths of a pixel. */
  private static final int SUBPIXEL_BITS = 4;

  /** Wider blurs are made on a smaller picture; nobody sees the difference. */
  private static final double WIDEST_BLUR = 6;

  private static final int JPEG_QUALITY = 90;
  private static final int GRAIN = 5;

  private final int width;
  private final int height;
  private final Mat pixels;

  /** White where paint may go. */
  private final Mat mask;

  Canvas(int width, int height) {
    OpenCv.load();
    this.width = width;
    this.height = height;
    this.pixels = new Mat(height * OVERSAMPLING, width * OVERSAMPLING, opencv_core.CV_8UC3);
    this.mask = new Mat(pixels.rows(), pixels.cols(), opencv_core.CV_8UC1);
    unmask();
  }

  /** What is painted until {@link #unmask} stays inside this shape. */
  void mask(Outline outline) {
    fillAll(mask, 0);
    try (IntPointer coordinates = new IntPointer(fixedPoint(outline.xy(), 0, 0));
        Mat points = new Mat(outline.xy().length / 2, 1, opencv_core.CV_32SC2, coordinates);
        MatVector shape = new MatVector(points)) {
      fillPolygon(mask, shape);
    }
  }

  void unmask() {
    fillAll(mask, 255);
  }

  /** Rows from {@code top} to {@code bottom}, one color flowing into the other. */
  void gradient(int topRgb, int bottomRgb, double top, double bottom) {
    for (int y = 0; y < pixels.rows(); y++) {
      double share = (y / (double) OVERSAMPLING - top) / (bottom - top);
      if (share >= 0 && share <= 1) {
        try (Mat row = pixels.row(y);
            Scalar color = color(Brush.mix(topRgb, bottomRgb, share))) {
          row.put(color);
        }
      }
    }
  }

  void fill(Outline outline, Brush brush) {
    paint(outline, 0, brush, Canvas::fillPolygon);
  }

  void stroke(Outline outline, double thickness, Brush brush) {
    int wide = Math.max(1, (int) Math.round(thickness * OVERSAMPLING));
    paint(
        outline,
        thickness,
        brush,
        (stencil, points) -> {
          try (Scalar white = Scalar.all(255)) {
            opencv_imgproc.polylines(
                stencil, points, false, white, wide, opencv_imgproc.LINE_AA, SUBPIXEL_BITS);
          }
        });
  }

  /** The whole picture out of focus, as what lies far behind is. */
  void blurAll(double radius) {
    blur(pixels, radius);
  }

  /** The finished picture with a little grain, as a JPEG. */
  byte[] toJpeg(long seed) {
    try (Mat small = new Mat();
        Size size = new Size(width, height);
        BytePointer file = new BytePointer();
        IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY)) {
      opencv_imgproc.resize(pixels, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      addGrain(small, seed);
      opencv_imgcodecs.imencode(".jpg", small, file, options);
      byte[] bytes = new byte[Math.toIntExact(file.limit())];
      file.get(bytes);
      return bytes;
    }
  }

  @Override
  public void close() {
    pixels.close();
    mask.close();
  }

  /** Draws a stencil of the shape, softens it and lets the color through where it is white. */
  private void paint(
      Outline outline, double thickness, Brush brush, BiConsumer<Mat, MatVector> draw) {
    double reach = thickness + 3 * brush.blur() + 2;
    int left = clamp(outline.min(0) - reach, pixels.cols());
    int top = clamp(outline.min(1) - reach, pixels.rows());
    int right = clamp(outline.max(0) + reach, pixels.cols());
    int bottom = clamp(outline.max(1) + reach, pixels.rows());
    if (right <= left || bottom <= top) {
      return;
    }
    try (Rect place = new Rect(left, top, right - left, bottom - top);
        Mat region = pixels.apply(place);
        Mat allowed = mask.apply(place);
        Mat stencil = Mat.zeros(bottom - top, right - left, opencv_core.CV_8UC1).asMat();
        IntPointer coordinates = new IntPointer(fixedPoint(outline.xy(), left, top));
        Mat points = new Mat(outline.xy().length / 2, 1, opencv_core.CV_32SC2, coordinates);
        MatVector shape = new MatVector(points)) {
      draw.accept(stencil, shape);
      blur(stencil, brush.blur());
      opencv_core.multiply(stencil, allowed, stencil, brush.opacity() / 255, -1);
      blend(region, stencil, brush.rgb());
    }
  }

  private static void fillPolygon(Mat stencil, MatVector points) {
    try (Scalar white = Scalar.all(255);
        Point offset = new Point(0, 0)) {
      opencv_imgproc.fillPoly(
          stencil, points, white, opencv_imgproc.LINE_AA, SUBPIXEL_BITS, offset);
    }
  }

  private static void fillAll(Mat mat, int level) {
    try (Scalar value = Scalar.all(level)) {
      mat.put(value);
    }
  }

  private static void blend(Mat region, Mat stencil, int rgb) {
    try (Scalar color = color(rgb);
        Mat paint = new Mat(region.rows(), region.cols(), opencv_core.CV_8UC3, color);
        Mat weights = new Mat()) {
      opencv_imgproc.cvtColor(stencil, weights, opencv_imgproc.COLOR_GRAY2BGR);
      opencv_core.multiply(paint, weights, paint, 1 / 255.0, -1);
      opencv_core.bitwise_not(weights, weights);
      opencv_core.multiply(region, weights, region, 1 / 255.0, -1);
      opencv_core.add(region, paint, region);
    }
  }

  private static void blur(Mat mat, double radius) {
    double sigma = radius * OVERSAMPLING;
    int factor = (int) Math.ceil(sigma / WIDEST_BLUR);
    if (factor == 0) {
      return;
    }
    try (Mat small = new Mat();
        Size full = new Size(mat.cols(), mat.rows());
        Size fewer = new Size(Math.ceilDiv(mat.cols(), factor), Math.ceilDiv(mat.rows(), factor));
        Size automatic = new Size(0, 0)) {
      opencv_imgproc.resize(mat, small, fewer, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.GaussianBlur(small, small, automatic, sigma / factor);
      opencv_imgproc.resize(small, mat, full, 0, 0, opencv_imgproc.INTER_LINEAR);
    }
  }

  private static void addGrain(Mat picture, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] levels = new byte[Math.toIntExact(picture.total())];
    random.nextBytes(levels);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.floorMod(levels[i], GRAIN);
    }
    try (BytePointer memory = new BytePointer(levels);
        Mat grain = new Mat(picture.rows(), picture.cols(), opencv_core.CV_8UC1, memory);
        Mat colored = new Mat()) {
      opencv_imgproc.cvtColor(grain, colored, opencv_imgproc.COLOR_GRAY2BGR);
      opencv_core.add(picture, colored, picture);
    }
  }

  private static int[] fixedPoint(double[] xy, int left, int top) {
    int[] points = new int[xy.length];
    for (int i = 0; i < xy.length; i++) {
      double at = xy[i] * OVERSAMPLING - (i % 2 == 0 ? left : top);
      points[i] = (int) Math.round(at * (1 << SUBPIXEL_BITS));
    }
    return points;
  }

  private static int clamp(double at, int end) {
    return (int) Math.clamp(Math.round(at * OVERSAMPLING), 0, end);
  }

  private static Scalar color(int rgb) {
    return new Scalar(rgb & 255, rgb >> 8 & 255, rgb >> 16, 0);
  }
}
