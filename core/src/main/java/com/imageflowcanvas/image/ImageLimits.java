package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;

/**
 * What an image may be, checked before native code sees it.
 *
 * @param bytes size of the file
 * @param pixels width times height
 * @param side longest side in px
 * @param scans progressive scans of a JPEG
 */
public record ImageLimits(long bytes, long pixels, int side, int scans) {
  public static final ImageLimits DEFAULT =
      new ImageLimits(25L * 1024 * 1024, 50_000_000, 16_384, 64);

  /**
   * Checks what a header says of size and scans.
   *
   * @throws ProblemException naming the value and the limit
   */
  public void check(ImageHeader header) {
    checkSize(header.width(), header.height(), "image");
    if (header.scans() > scans) {
      throw new ProblemException(
          ErrorCode.IMAGE_CORRUPT,
          "progressive scans: " + header.scans() + " (expected: at most " + scans + ")");
    }
  }

  /** Checks the size of an image that is read or asked for. */
  public void checkSize(long width, long height, String what) {
    if (width < 1 || height < 1) {
      throw new ProblemException(
          ErrorCode.IMAGE_CORRUPT,
          what + " size: " + width + "x" + height + " px (expected: at least 1x1)");
    }
    if (width > side || height > side) {
      throw new ProblemException(
          ErrorCode.IMAGE_TOO_LARGE,
          what + " size: " + width + "x" + height + " px (expected: at most " + side + " a side)");
    }
    if (width * height > pixels) {
      throw new ProblemException(
          ErrorCode.IMAGE_TOO_LARGE,
          what
              + " size: "
              + width
              + "x"
              + height
              + " = "
              + width * height
              + " px (expected: at most "
              + pixels
              + ")");
    }
  }
}
