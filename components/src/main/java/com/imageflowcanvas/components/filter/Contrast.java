package com.imageflowcanvas.components.filter;

import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.opencv.Mats;
import org.bytedeco.opencv.opencv_core.Mat;

/** Moves levels away from middle grey or towards it. */
@ComponentInfo(
    id = "contrast",
    category = "filter",
    title = "Contrast",
    titleJa = "コントラスト",
    text = "Makes the difference between light and dark larger or smaller.",
    textJa = "明暗の差を大きく、または小さくします。")
public final class Contrast implements ImageComponent<Contrast.Params> {
  private static final double MIDDLE_GREY = 128;

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Contrast",
              titleJa = "コントラスト",
              text =
                  "Change of the distance to middle grey: -100 is all grey, 0 changes nothing, 100"
                      + " doubles it.",
              textJa = "中間の灰色からの距離の変化。-100 で一面灰色、0 なら変化なし、100 で二倍です。",
              def = "20",
              unit = "%",
              min = -100,
              max = 100,
              aliases = "amount")
          double contrast) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    Raster image = input.image();
    Raster result = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    double factor = 1 + params.contrast() / 100;
    try (Mat source = Mats.of(image);
        Mat target = Mats.of(result)) {
      source.convertTo(target, -1, factor, MIDDLE_GREY * (1 - factor));
    }
    return input.withImage(result);
  }
}
