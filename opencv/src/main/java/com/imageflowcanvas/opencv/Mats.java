package com.imageflowcanvas.opencv;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Rasters as OpenCV sees them. */
public final class Mats {

  private Mats() {}

  /**
   * A view of the raster's memory, nothing is copied. Close it; the memory stays the raster's. A
   * view of an input must not be written to.
   */
  public static Mat of(Raster raster) {
    OpenCv.load();
    return new Mat(
        raster.height(),
        raster.width(),
        type(raster.format()),
        new SegmentPointer(raster.pixels()));
  }

  /** OpenCV's number for 8 bit per channel and this many channels. */
  public static int type(PixelFormat format) {
    return switch (format) {
      case GRAY8 -> opencv_core.CV_8UC1;
      case BGR24 -> opencv_core.CV_8UC3;
    };
  }

  /** Whether this Mat still looks at the raster's memory, and was not given memory of its own. */
  static boolean isViewOf(Mat mat, Raster raster) {
    return mat.address() != 0
        && mat.data().address() == raster.pixels().address()
        && mat.cols() == raster.width()
        && mat.rows() == raster.height();
  }

  /** The address of a segment, holding on to it so that it is not freed while the view lives. */
  private static final class SegmentPointer extends Pointer {
    @SuppressWarnings({"unused", "FieldCanBeLocal"}) // keeps the segment reachable
    private final MemorySegment segment;

    SegmentPointer(MemorySegment segment) {
      super((Pointer) null);
      this.segment = segment;
      this.address = segment.address();
      this.limit = segment.byteSize();
      this.capacity = segment.byteSize();
    }
  }
}
