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

/** Adds the same to every level. */
@ComponentInfo(
    id = "brightness",
    category = "filter",
    title = "Brightness",
    titleJa = "明るさ",
    text = "Makes the image lighter or darker.",
    textJa = "画像を明るく、または暗くします。")
public final class Brightness implements ImageComponent<Brightness.Params> {
  private static final double LEVELS_PER_PERCENT = 2.55;

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Brightness",
              titleJa = "明るさ",
              text = "Share of full white that is added: -100 is black, 0 changes nothing.",
              textJa = "白に対する割合を加えます。-100 で真っ黒、0 なら変化しません。",
              def = "20",
              unit = "%",
              min = -100,
              max = 100,
              aliases = "amount")
          double brightness) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    Raster image = input.image();
    Raster result = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    try (Mat source = Mats.of(image);
        Mat target = Mats.of(result)) {
      source.convertTo(target, -1, 1, params.brightness() * LEVELS_PER_PERCENT);
    }
    return input.withImage(result);
  }
}
