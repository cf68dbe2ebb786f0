package com.imageflowcanvas.components.filter;

import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.opencv.Mats;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Unsharp mask: {@code image + amount * (image - blurred image)}. */
@ComponentInfo(
    id = "sharpen",
    category = "filter",
    title = "Sharpen",
    titleJa = "シャープ",
    text = "Makes edges crisper (unsharp mask).",
    textJa = "輪郭をくっきりさせます（アンシャープマスク）。")
public final class Sharpen implements ImageComponent<Sharpen.Params> {

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Amount",
              titleJa = "強さ",
              text = "How much of the difference to the blurred image is added; 0 changes nothing.",
              textJa = "ぼかした画像との差をどれだけ加えるか。0 なら変化しません。",
              def = "1",
              unit = "x",
              min = 0,
              max = 5)
          double amount,
      @Param(
              title = "Radius",
              titleJa = "半径",
              text = "How wide the edges are that get crisper.",
              textJa = "くっきりさせる輪郭の幅。",
              def = "2",
              unit = "px",
              min = 1,
              max = 64)
          int radius) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    Raster image = input.image();
    Raster sharp = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    int kernel = 2 * params.radius() + 1;
    try (Mat source = Mats.of(image);
        Mat target = Mats.of(sharp);
        Size size = new Size(kernel, kernel)) {
      opencv_imgproc.GaussianBlur(source, target, size, 0);
      opencv_core.addWeighted(source, 1 + params.amount(), target, -params.amount(), 0, target);
    }
    return input.withImage(sharp);
  }
}
