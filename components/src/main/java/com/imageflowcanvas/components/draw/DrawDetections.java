package com.imageflowcanvas.components.draw;

import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.opencv.DetectionPainter;

/** Draws what all detections before this step have found. */
@ComponentInfo(
    id = "draw_detections",
    category = "draw",
    title = "Draw detections",
    titleJa = "検出結果の描画",
    text = "Draws boxes and labels of everything that was found so far, for example after filters.",
    textJa = "これまでに検出されたすべての枠とラベルを描きます。フィルターの後に描きたいときなどに使います。",
    inputs = @Port(needs = Annotations.Kind.DETECTIONS))
public final class DrawDetections implements ImageComponent<DrawDetections.Params> {

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Labels",
              titleJa = "ラベル",
              text = "Writes class and confidence at each box.",
              textJa = "各枠にクラスと信頼度を書きます。",
              def = "true")
          boolean labels,
      @Param(
              title = "Line width",
              titleJa = "線の太さ",
              text = "Width of the boxes' lines; 0 chooses one by the size of the image.",
              textJa = "枠線の太さ。0 なら画像の大きさから決めます。",
              def = "0",
              unit = "px",
              min = 0,
              max = 64)
          int lineWidth) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    if (input.annotations().detections().isEmpty()) {
      return input;
    }
    Raster image = input.image();
    Raster copy = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    copy.pixels().copyFrom(image.pixels());
    new DetectionPainter(params.labels(), params.lineWidth())
        .paint(copy, input.annotations().detections(), input.toSubmitted());
    return input.withImage(copy);
  }
}
