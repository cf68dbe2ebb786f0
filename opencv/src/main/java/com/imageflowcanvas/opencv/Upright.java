package com.imageflowcanvas.opencv;

import com.imageflowcanvas.image.Orientation;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns pixels as a camera stored them into pixels as a person sees them. */
final class Upright {
  private static final int AROUND_X = 0;
  private static final int AROUND_Y = 1;
  private static final int AROUND_BOTH = -1;

  private Upright() {}

  /** A new raster of the stored BGR pixels, turned. */
  static Raster copy(Mat stored, Orientation orientation, RasterAllocator allocator) {
    int width = orientation.swapsSides() ? stored.rows() : stored.cols();
    int height = orientation.swapsSides() ? stored.cols() : stored.rows();
    Raster raster = allocator.allocate(width, height, PixelFormat.BGR24);
    try (Mat target = Mats.of(raster)) {
      if (orientation.swapsSides()) {
        opencv_core.transpose(stored, target);
        afterTranspose(target, orientation);
      } else {
        stored.copyTo(target);
        inPlace(target, orientation);
      }
    }
    return raster;
  }

  /** Turns pixels whose width and height stay. */
  static void inPlace(Mat pixels, Orientation orientation) {
    switch (orientation) {
      case MIRRORED -> opencv_core.flip(pixels, pixels, AROUND_Y);
      case ROTATED_180 -> opencv_core.flip(pixels, pixels, AROUND_BOTH);
      case FLIPPED -> opencv_core.flip(pixels, pixels, AROUND_X);
      case UPRIGHT -> {}
      case TRANSPOSED, ROTATED_90, TRANSVERSED, ROTATED_270 ->
          throw new IllegalArgumentException(orientation + " swaps sides");
    }
  }

  private static void afterTranspose(Mat pixels, Orientation orientation) {
    switch (orientation) {
      case ROTATED_90 -> opencv_core.flip(pixels, pixels, AROUND_Y);
      case TRANSVERSED -> opencv_core.flip(pixels, pixels, AROUND_BOTH);
      case ROTATED_270 -> opencv_core.flip(pixels, pixels, AROUND_X);
      case TRANSPOSED -> {}
      case UPRIGHT, MIRRORED, ROTATED_180, FLIPPED ->
          throw new IllegalArgumentException(orientation + " keeps its sides");
    }
  }
}
