package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Size;

/** How a family of networks wants its images; the border is always grey, 114 of 255. */
enum InputStyle {
  /** RGB, 0..1, image in the middle. */
  YOLO(true, 1 / 255f),
  /** BGR, 0..255, image at the top left. */
  YOLOX(false, 1);

  static final int BORDER = 114;

  private final boolean redFirst;
  private final float unit;

  InputStyle(boolean redFirst, float unit) {
    this.redFirst = redFirst;
    this.unit = unit;
  }

  /** Which channel of an image goes into each plane of the input. */
  int[] channels(PixelFormat format) {
    return switch (format) {
      case GRAY8 -> new int[] {0, 0, 0};
      case BGR24 -> redFirst ? new int[] {2, 1, 0} : new int[] {0, 1, 2};
    };
  }

  /** What one grey level of 255 is in the input. */
  float unit() {
    return unit;
  }

  Letterbox letterbox(Size image, Size input) {
    return switch (this) {
      case YOLO -> Letterbox.centred(image, input);
      case YOLOX -> Letterbox.topLeft(image, input);
    };
  }
}
