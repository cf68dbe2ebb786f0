package com.imageflowcanvas.components.filter;

import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.opencv.Mats;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Gaussian blur. */
@ComponentInfo(
    id = "blur",
    category = "filter",
    title = "Blur",
    titleJa = "ぼかし",
    text = "Softens the whole image (Gaussian blur).",
    textJa = "画像全体をぼかします（ガウスぼかし）。")
public final class Blur implements ImageComponent<Blur.Params> {

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Radius",
              titleJa = "半径",
              text = "How far each pixel is spread: the kernel is 2 x radius + 1 px wide.",
              textJa = "各画素を広げる距離。カーネルの幅は 2 × 半径 + 1 px です。",
              def = "2",
              unit = "px",
              min = 1,
              max = 64)
          int radius) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    Raster image = input.image();
    Raster blurred = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    int kernel = 2 * params.radius() + 1;
    try (Mat source = Mats.of(image);
        Mat target = Mats.of(blurred);
        Size size = new Size(kernel, kernel)) {
      opencv_imgproc.GaussianBlur(source, target, size, 0); // sigma from the kernel
    }
    return input.withImage(blurred);
  }
}
