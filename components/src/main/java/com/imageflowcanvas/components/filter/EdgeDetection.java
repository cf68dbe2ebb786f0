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

/** Edges after Canny (1986), with a 3x3 Sobel gradient in the L2 norm. */
@ComponentInfo(
    id = "edge_detection",
    category = "filter",
    title = "Edge detection",
    titleJa = "エッジ検出",
    text = "Leaves only the edges, white on black (Canny).",
    textJa = "輪郭だけを黒地に白で残します（Canny法）。")
public final class EdgeDetection implements ImageComponent<EdgeDetection.Params> {
  private static final int APERTURE = 3;

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Low threshold",
              titleJa = "下側しきい値",
              text = "A gradient above it continues an edge; the smaller of the two counts as low.",
              textJa = "これを超える勾配は輪郭の続きになります。二つのうち小さい方が下側です。",
              def = "50",
              unit = "level",
              min = 0,
              max = 1000)
          double lowThreshold,
      @Param(
              title = "High threshold",
              titleJa = "上側しきい値",
              text = "A gradient above it begins an edge: higher gives fewer edges.",
              textJa = "これを超える勾配が輪郭の始まりになります。大きいほど輪郭が減ります。",
              def = "150",
              unit = "level",
              min = 0,
              max = 1000)
          double highThreshold) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context) {
    Raster image = input.image();
    Raster edges = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    try (Mat source = Mats.of(image);
        Mat target = Mats.of(edges);
        Mat grey = new Mat();
        Mat lines = new Mat()) {
      opencv_imgproc.cvtColor(source, grey, opencv_imgproc.COLOR_BGR2GRAY);
      opencv_imgproc.Canny(
          grey, lines, params.lowThreshold(), params.highThreshold(), APERTURE, true);
      opencv_imgproc.cvtColor(lines, target, opencv_imgproc.COLOR_GRAY2BGR);
    }
    return input.withImage(edges);
  }
}
