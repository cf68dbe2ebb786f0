package com.imageflowcanvas.components.filter;

import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.opencv.Mats;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** One face for the single filters, each of which does its own work. */
@ComponentInfo(
    id = "filter",
    category = "filter",
    title = "Filter",
    titleJa = "フィルター",
    text = "One of the filters, chosen by its type; each reads its own parameters and no others.",
    textJa = "種類を選んで一つのフィルターをかけます。各フィルターは自分のパラメーターだけを使います。")
public final class Filter implements ImageComponent<Filter.Params> {
  private final Blur blur = new Blur();
  private final Sharpen sharpen = new Sharpen();
  private final EdgeDetection edgeDetection = new EdgeDetection();
  private final Brightness brightness = new Brightness();
  private final Contrast contrast = new Contrast();

  /** The filters. */
  public enum Type {
    BLUR,
    SHARPEN,
    EDGE_DETECTION,
    BRIGHTNESS,
    CONTRAST
  }

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Filter",
              titleJa = "フィルターの種類",
              text = "Which filter.",
              textJa = "かけるフィルター。",
              def = "blur",
              aliases = "type")
          Type filterType,
      @Param(
              title = "Intensity",
              titleJa = "効き具合",
              text =
                  "How much of the filtered image is mixed in: 0 is the input, 1 the full effect.",
              textJa = "フィルター後の画像を混ぜる割合。0 で元のまま、1 で完全な効果です。",
              def = "1",
              min = 0,
              max = 1)
          double intensity,
      @Param(
              title = "Radius (blur, sharpen)",
              titleJa = "半径（blur, sharpen）",
              text = "How far each pixel is spread, or how wide the edges are that get crisper.",
              textJa = "各画素を広げる距離、またはくっきりさせる輪郭の幅。",
              def = "2",
              unit = "px",
              min = 1,
              max = 64)
          int radius,
      @Param(
              title = "Amount (sharpen)",
              titleJa = "強さ（sharpen）",
              text = "How much of the difference to the blurred image is added.",
              textJa = "ぼかした画像との差をどれだけ加えるか。",
              def = "1",
              unit = "x",
              min = 0,
              max = 5)
          double amount,
      @Param(
              title = "Low threshold (edge_detection)",
              titleJa = "下側しきい値（edge_detection）",
              text = "A gradient above it continues an edge.",
              textJa = "これを超える勾配は輪郭の続きになります。",
              def = "50",
              unit = "level",
              min = 0,
              max = 1000)
          double lowThreshold,
      @Param(
              title = "High threshold (edge_detection)",
              titleJa = "上側しきい値（edge_detection）",
              text = "A gradient above it begins an edge.",
              textJa = "これを超える勾配が輪郭の始まりになります。",
              def = "150",
              unit = "level",
              min = 0,
              max = 1000)
          double highThreshold,
      @Param(
              title = "Brightness (brightness)",
              titleJa = "明るさ（brightness）",
              text = "Share of full white that is added.",
              textJa = "白に対する割合を加えます。",
              def = "20",
              unit = "%",
              min = -100,
              max = 100)
          double brightness,
      @Param(
              title = "Contrast (contrast)",
              titleJa = "コントラスト（contrast）",
              text = "Change of the distance to middle grey.",
              textJa = "中間の灰色からの距離の変化。",
              def = "20",
              unit = "%",
              min = -100,
              max = 100)
          double contrast) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    Frame filtered = filter(input, params, context);
    if (params.intensity() < 1) {
      try (Mat before = Mats.of(input.image());
          Mat after = Mats.of(filtered.image())) {
        opencv_core.addWeighted(
            before, 1 - params.intensity(), after, params.intensity(), 0, after);
      }
    }
    return filtered;
  }

  /** A frame of this step's own, which may still be written to. */
  private Frame filter(Frame input, Params p, StepContext context) {
    return switch (p.filterType()) {
      case BLUR -> blur.apply(input, new Blur.Params(p.radius()), context);
      case SHARPEN -> sharpen.apply(input, new Sharpen.Params(p.amount(), p.radius()), context);
      case EDGE_DETECTION ->
          edgeDetection.apply(
              input, new EdgeDetection.Params(p.lowThreshold(), p.highThreshold()), context);
      case BRIGHTNESS -> brightness.apply(input, new Brightness.Params(p.brightness()), context);
      case CONTRAST -> contrast.apply(input, new Contrast.Params(p.contrast()), context);
    };
  }
}
