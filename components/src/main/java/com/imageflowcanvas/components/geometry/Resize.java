package com.imageflowcanvas.components.geometry;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.opencv.scale.LanczosScaler;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Makes an image larger or smaller. */
@ComponentInfo(
    id = "resize",
    category = "geometry",
    title = "Resize",
    titleJa = "リサイズ",
    text =
        "Makes the image larger or smaller: inside a width and height with its aspect ratio kept,"
            + " stretched to them, or filling them with the rest cut off.",
    textJa = "画像を拡大・縮小します。縦横比を保って指定の枠に収める、枠いっぱいに引き伸ばす、枠を埋めて余りを切り取る、の三通りです。")
public final class Resize implements ImageComponent<Resize.Params> {
  /** When neither side is given. */
  private static final int DEFAULT_WIDTH = 800;

  private static final int LARGEST_SIDE = 16_384;

  private static final double SPARE = 1.2;

  /** How the image meets the given width and height. */
  public enum Mode {
    STRETCH,
    ASPECT_RATIO_KEEP,
    CROP
  }

  /** How pixels between pixels are found. */
  public enum Interpolation {
    AUTO,
    NEAREST,
    LINEAR,
    AREA,
    CUBIC,
    LANCZOS
  }

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Width",
              titleJa = "幅",
              text = "Width of the result; 0 takes it from the height. Both 0: 800 wide.",
              textJa = "結果の幅。0 なら高さから決めます。両方 0 なら幅 800 です。",
              def = "0",
              unit = "px",
              min = 0,
              max = LARGEST_SIDE)
          int width,
      @Param(
              title = "Height",
              titleJa = "高さ",
              text = "Height of the result; 0 takes it from the width.",
              textJa = "結果の高さ。0 なら幅から決めます。",
              def = "0",
              unit = "px",
              min = 0,
              max = LARGEST_SIDE)
          int height,
      @Param(
              title = "Mode",
              titleJa = "モード",
              text =
                  "aspect_ratio_keep: as large as fits inside width x height; stretch: exactly"
                      + " width x height; crop: exactly width x height, filled from the middle.",
              textJa =
                  "aspect_ratio_keep：縦横比を保ち枠に収まる最大の大きさ。stretch：枠にぴったり引き伸ばす。"
                      + "crop：中央から切り取って枠を埋める。",
              def = "aspect_ratio_keep")
          Mode mode,
      @Param(
              title = "Keep the aspect ratio",
              titleJa = "縦横比を保つ",
              text = "false turns the mode aspect_ratio_keep into stretch; other modes ignore it.",
              textJa = "false にすると aspect_ratio_keep が stretch になります。他のモードでは無視されます。",
              def = "true",
              aliases = "maintain_aspect")
          boolean maintainAspectRatio,
      @Param(
              title = "Interpolation",
              titleJa = "補間",
              text =
                  "auto is a Lanczos filter, when shrinking as wide as the factor, so that fine"
                      + " patterns neither blur nor turn into others; the rest are OpenCV's ways.",
              textJa =
                  "auto は Lanczos フィルターで、縮小では倍率に応じて広がり、細かい模様のぼけや折り返し雑音を抑えます。" + "ほかは OpenCV の方式です。",
              def = "auto")
          Interpolation interpolation) {

    Mode effectiveMode() {
      return mode == Mode.ASPECT_RATIO_KEEP && !maintainAspectRatio ? Mode.STRETCH : mode;
    }
  }

  @Override
  public Frame apply(Frame input, Params params, StepContext context) throws ComponentException {
    Raster image = input.image();
    Size full = new Size(image.width(), image.height());
    Size result = outputSize(params, full);
    if (Math.max(result.width(), result.height()) > LARGEST_SIDE) {
      throw new ComponentException(
          ErrorCode.IMAGE_TOO_LARGE,
          "result: "
              + result.width()
              + "x"
              + result.height()
              + " px (expected: at most "
              + LARGEST_SIDE
              + " a side)");
    }
    Part part = part(params, full, result);
    if (result.equals(full) && part.width == full.width() && part.height == full.height()) {
      return input;
    }
    Raster resized = context.allocate(result.width(), result.height(), PixelFormat.BGR24);
    resize(image, part, resized, params.interpolation(), context);
    return input.withImage(resized, part.fromPixelsOf(result));
  }

  /**
   * A decoder may shrink to the size at which only this step's own work is left. The antialiased
   * filter wants a fifth more than it gives: below that its result has 0.986 instead of 0.996 of
   * what it makes of the whole image (SSIM).
   */
  @Override
  public Size neededInput(Params params, Size full) {
    Size result = outputSize(params, full);
    Part part = part(params, full, result);
    double scaleX = result.width() / (double) part.width;
    double scaleY = result.height() / (double) part.height;
    if (params.interpolation() == Interpolation.NEAREST || Math.max(scaleX, scaleY) >= 1) {
      return full;
    }
    double spare = params.interpolation() == Interpolation.AUTO ? SPARE : 1;
    return new Size(
        Math.clamp((long) Math.ceil(full.width() * scaleX * spare), 1, full.width()),
        Math.clamp((long) Math.ceil(full.height() * scaleY * spare), 1, full.height()));
  }

  @Override
  public Size outputSize(Params params, Size input) {
    int width = params.width() == 0 && params.height() == 0 ? DEFAULT_WIDTH : params.width();
    int height = params.height();
    if (width == 0) {
      return new Size(share(input.width(), height, input.height()), height);
    }
    if (height == 0) {
      return new Size(width, share(input.height(), width, input.width()));
    }
    return switch (params.effectiveMode()) {
      case STRETCH, CROP -> new Size(width, height);
      case ASPECT_RATIO_KEEP ->
          (long) input.width() * height > (long) input.height() * width
              ? new Size(width, share(input.height(), width, input.width()))
              : new Size(share(input.width(), height, input.height()), height);
    };
  }

  /** {@code side * wanted / given}, rounded, at least 1. */
  private static int share(int side, int wanted, int given) {
    return Math.clamp(Math.round((double) side * wanted / given), 1, Integer.MAX_VALUE);
  }

  /** What of the input is seen in the result: all of it, or the middle when cropping. */
  private static Part part(Params params, Size full, Size result) {
    if (params.effectiveMode() != Mode.CROP) {
      return new Part(0, 0, full.width(), full.height());
    }
    boolean wider = (long) full.width() * result.height() > (long) full.height() * result.width();
    int width =
        wider
            ? Math.min(full.width(), share(full.height(), result.width(), result.height()))
            : full.width();
    int height =
        wider
            ? full.height()
            : Math.min(full.height(), share(full.width(), result.height(), result.width()));
    return new Part((full.width() - width) / 2, (full.height() - height) / 2, width, height);
  }

  private static void resize(
      Raster from, Part part, Raster to, Interpolation interpolation, StepContext context) {
    try (Mat source = Mats.of(from);
        Rect place = new Rect(part.left, part.top, part.width, part.height);
        Mat seen = source.apply(place);
        Mat target = Mats.of(to);
        org.bytedeco.opencv.opencv_core.Size size =
            new org.bytedeco.opencv.opencv_core.Size(to.width(), to.height())) {
      if (interpolation == Interpolation.AUTO) {
        LanczosScaler.scale(seen, to, context);
      } else {
        opencv_imgproc.resize(seen, target, size, 0, 0, flag(interpolation));
      }
    }
  }

  private static int flag(Interpolation interpolation) {
    return switch (interpolation) {
      case AUTO -> throw new IllegalArgumentException("auto is not one of OpenCV's");
      case NEAREST -> opencv_imgproc.INTER_NEAREST;
      case LINEAR -> opencv_imgproc.INTER_LINEAR;
      case AREA -> opencv_imgproc.INTER_AREA;
      case CUBIC -> opencv_imgproc.INTER_CUBIC;
      case LANCZOS -> opencv_imgproc.INTER_LANCZOS4;
    };
  }

  /** A rectangle of the input, px. */
  private record Part(int left, int top, int width, int height) {
    /** The map from pixels of the result to pixels of the input. */
    Transform fromPixelsOf(Size result) {
      return Transform.translate(left, top)
          .after(
              Transform.scale(width / (double) result.width(), height / (double) result.height()));
    }
  }
}
