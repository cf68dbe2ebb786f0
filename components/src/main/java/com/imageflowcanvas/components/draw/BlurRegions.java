package com.imageflowcanvas.components.draw;

import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.opencv.Mats;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Hides what was found. Blurring and pixelating both reduce a region to a few cells of one color
 * each and throw the rest away, so that nothing finer than a cell can be brought back.
 */
@ComponentInfo(
    id = "blur_regions",
    category = "draw",
    title = "Blur regions",
    titleJa = "領域のぼかし",
    text = "Makes what was found unrecognizable: faces, plates, people.",
    textJa = "検出された顔・ナンバープレート・人などを判別できないようにします。",
    inputs = @Port(needs = Annotations.Kind.DETECTIONS))
public final class BlurRegions implements ImageComponent<BlurRegions.Params> {
  private static final int STRONGEST = 10;
  private static final int CELLS_AT_STRONGEST = 2;
  private static final int CELLS_PER_STEP = 2;

  /** How a region is hidden. */
  public enum Mode {
    BLUR,
    PIXELATE,
    FILL
  }

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Mode",
              titleJa = "方法",
              text = "blur: a soft patch; pixelate: squares; fill: one color.",
              textJa = "blur：なめらかにぼかす。pixelate：モザイク。fill：一色で塗りつぶす。",
              def = "blur")
          Mode mode,
      @Param(
              title = "Strength",
              titleJa = "強さ",
              text =
                  "How little stays: the shorter side of a region keeps 22 - 2 x strength cells of"
                      + " one color each, 6 at 8, 2 at 10. Faces are unrecognizable from 7"
                      + " upwards.",
              textJa =
                  "どれだけ情報を消すか。領域の短辺に残る色のマスの数は 22 − 2 × 強さ（8 で 6、10 で 2）。" + "7 以上で顔は判別できなくなります。",
              def = "8",
              min = 1,
              max = STRONGEST)
          int strength,
      @Param(
              title = "Margin",
              titleJa = "余白",
              text = "How much larger than the detection the hidden region is, on each side.",
              textJa = "検出枠の各辺をどれだけ広げて隠すか。",
              def = "15",
              unit = "%",
              min = 0,
              max = 100)
          double margin,
      @Param(
              title = "Classes",
              titleJa = "対象クラス",
              text = "Only what was found as one of these classes; empty hides everything found.",
              textJa = "これらのクラスとして検出されたものだけを隠します。空ならすべて。",
              def = "",
              aliases = "target_classes")
          List<String> classes,
      @Param(
              title = "Fill color",
              titleJa = "塗りつぶし色",
              text = "Color of the mode fill.",
              textJa = "fill で使う色。",
              def = "#000000",
              format = "color")
          String color) {

    boolean hides(Detection detection) {
      return classes.isEmpty()
          || classes.stream().anyMatch(detection.className()::equalsIgnoreCase);
    }

    /** Cells along the shorter side of a region. */
    int cells() {
      return CELLS_AT_STRONGEST + CELLS_PER_STEP * (STRONGEST - strength);
    }
  }

  @Override
  public Frame apply(Frame input, Params params, StepContext context) throws InterruptedException {
    List<Detection> hidden =
        input.annotations().detections().stream().filter(params::hides).toList();
    if (hidden.isEmpty()) {
      return input;
    }
    Raster image = input.image();
    Raster result = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    result.pixels().copyFrom(image.pixels());
    Transform toImage = input.toSubmitted().inverse();
    try (Mat pixels = Mats.of(result)) {
      for (Detection detection : hidden) {
        context.checkpoint();
        hide(pixels, toImage.apply(detection.box()), params);
      }
    }
    return input.withImage(result);
  }

  /** A box that lies outside the image hides nothing; any other at least one pixel. */
  private static void hide(Mat pixels, Box box, Params params) {
    double growX = box.width() * params.margin() / 100;
    double growY = box.height() * params.margin() / 100;
    int left = (int) Math.floor(Math.clamp(box.x() - growX, 0, pixels.cols()));
    int top = (int) Math.floor(Math.clamp(box.y() - growY, 0, pixels.rows()));
    int right = (int) Math.ceil(Math.clamp(box.right() + growX, 0, pixels.cols()));
    int bottom = (int) Math.ceil(Math.clamp(box.bottom() + growY, 0, pixels.rows()));
    if (right <= left || bottom <= top) {
      return;
    }
    try (Rect place = new Rect(left, top, right - left, bottom - top);
        Mat region = pixels.apply(place)) {
      switch (params.mode()) {
        case FILL -> fill(region, params.color());
        case BLUR -> reduce(region, params.cells(), opencv_imgproc.INTER_CUBIC);
        case PIXELATE -> reduce(region, params.cells(), opencv_imgproc.INTER_NEAREST);
      }
    }
  }

  private static void fill(Mat region, String color) {
    int rgb = Integer.parseInt(color, 1, color.length(), 16);
    try (Scalar bgr = new Scalar(rgb & 255, rgb >> 8 & 255, rgb >> 16, 0)) {
      region.put(bgr);
    }
  }

  /** Averages the region into a few cells and spreads them over it again. */
  private static void reduce(Mat region, int cells, int interpolation) {
    int shorter = Math.min(region.cols(), region.rows());
    // a region of few pixels gets fewer cells, so that it does not stay as it is
    double cell = Math.max(2, shorter / (double) cells);
    int width = (int) Math.max(1, Math.round(region.cols() / cell));
    int height = (int) Math.max(1, Math.round(region.rows() / cell));
    try (Mat few = new Mat();
        Size fewSize = new Size(width, height);
        Size fullSize = new Size(region.cols(), region.rows())) {
      opencv_imgproc.resize(region, few, fewSize, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.resize(few, region, fullSize, 0, 0, interpolation);
    }
  }
}
