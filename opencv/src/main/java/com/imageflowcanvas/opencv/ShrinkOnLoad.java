package com.imageflowcanvas.opencv;

import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.Size;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** A JPEG decoder can leave out the high frequencies and give an image of 1/2, 1/4 or 1/8. */
final class ShrinkOnLoad {
  private ShrinkOnLoad() {}

  /** The largest factor that leaves at least {@code needed} (upright, px) on both sides. */
  static int factor(ImageHeader header, Size needed) {
    Size upright = header.uprightSize();
    for (int factor = 8; factor > 1; factor /= 2) {
      Size shrunk = size(upright.width(), upright.height(), factor);
      if (shrunk.width() >= needed.width() && shrunk.height() >= needed.height()) {
        return factor;
      }
    }
    return 1;
  }

  /** What the decoder makes of a side: the quotient, rounded up. */
  static Size size(int width, int height, int factor) {
    return new Size(Math.ceilDiv(width, factor), Math.ceilDiv(height, factor));
  }

  static int flag(int factor) {
    return switch (factor) {
      case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
      case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
      case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
      default -> opencv_imgcodecs.IMREAD_COLOR;
    };
  }
}
