package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;

/**
 * Scales images of one size and format to another size, row by row, and splits them into planes.
 * Holds room for the work, so it belongs to one thread.
 */
sealed interface Scaler permits BilinearScaler, AreaScaler {
  int PLANES = 3;

  /** Begins with an image. */
  void start(Raster image);

  /**
   * One row of the result, asked for from top to bottom.
   *
   * @param into whole grey levels 0..255 at {@code plane * width + x}
   */
  void row(int y, float[] into);

  /**
   * Bilinear, but an image that shrinks to half or less is averaged over areas: two neighbours
   * would stand for many there, and small things would come and go with their position.
   */
  static Scaler of(Letterbox letterbox, PixelFormat format, InputStyle style) {
    boolean halves =
        letterbox.source().width() >= 2 * letterbox.scaled().width()
            && letterbox.source().height() >= 2 * letterbox.scaled().height();
    return halves
        ? new AreaScaler(letterbox, format, style)
        : new BilinearScaler(letterbox, format, style);
  }
}
