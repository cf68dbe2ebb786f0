package com.imageflowcanvas.opencv;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.StoredPixels.Alpha;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes 8 bit BGR of whatever a decoder gives: grey, 16 bit, floating point, with alpha. */
final class PlainPixels {
  private PlainPixels() {}

  /**
   * @param target gets memory of its own unless it already has the right size and type
   */
  static void convert(Mat decoded, Mat target, ImageFormat format, Alpha stored) {
    // libtiff multiplies where it makes 8 bit colors
    boolean multiplied = format == ImageFormat.TIFF && decoded.depth() == opencv_core.CV_8U;
    Alpha alpha = multiplied && stored == Alpha.STRAIGHT ? Alpha.PREMULTIPLIED : stored;
    try (Mat bytes = toBytes(decoded, format)) {
      switch (bytes.channels()) {
        case 1 -> opencv_imgproc.cvtColor(bytes, target, opencv_imgproc.COLOR_GRAY2BGR);
        case 3 -> bytes.copyTo(target);
        case 4 -> overWhite(bytes, target, format, alpha);
        default -> throw unknown(format, bytes.channels() + " channels (expected: 1, 3 or 4)");
      }
    }
  }

  /** Integers keep their share of the full scale; floating point goes from 0 to 1. */
  private static Mat toBytes(Mat decoded, ImageFormat format) {
    double scale =
        switch (decoded.depth()) {
          case opencv_core.CV_8U -> 1;
          case opencv_core.CV_16U -> 1 / 257.0;
          case opencv_core.CV_32F, opencv_core.CV_64F -> 255;
          default ->
              throw unknown(format, "signed samples (expected: 8 or 16 bit or floating point)");
        };
    if (decoded.depth() == opencv_core.CV_8U) {
      return new Mat(decoded);
    }
    Mat bytes = new Mat();
    decoded.convertTo(bytes, opencv_core.CV_8U, scale, 0);
    return bytes;
  }

  /** color * alpha + white * (1 - alpha), where the color is not multiplied already. */
  private static void overWhite(Mat bgra, Mat target, ImageFormat format, Alpha kind) {
    opencv_imgproc.cvtColor(bgra, target, opencv_imgproc.COLOR_BGRA2BGR);
    if (kind == Alpha.NONE) {
      return;
    }
    try (Mat alpha = new Mat();
        Mat weights = new Mat()) {
      opencv_core.extractChannel(bgra, alpha, 3);
      if (format == ImageFormat.BMP && opencv_core.countNonZero(alpha) == 0) {
        return; // written by a program that does not know of alpha
      }
      opencv_imgproc.cvtColor(alpha, weights, opencv_imgproc.COLOR_GRAY2BGR);
      if (kind == Alpha.STRAIGHT) {
        opencv_core.multiply(target, weights, target, 1 / 255.0, -1);
      }
      opencv_core.bitwise_not(weights, weights);
      opencv_core.add(target, weights, target);
    }
  }

  private static ProblemException unknown(ImageFormat format, String detail) {
    return new ProblemException(ErrorCode.IMAGE_CORRUPT, format + ": " + detail);
  }
}
