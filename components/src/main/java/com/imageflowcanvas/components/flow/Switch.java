package com.imageflowcanvas.components.flow;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.Mats;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Asks one thing of an image and lets it out one of two ways. */
@ComponentInfo(
    id = "switch",
    category = "flow",
    title = "Switch",
    titleJa = "分岐",
    text =
        "Lets the image out at then when the condition holds, at else otherwise. Read it as a"
            + " sentence: if the count of person is at least 1, then …",
    textJa = "条件が成り立つと画像を then へ、成り立たないと else へ送ります。「person の数が 1 以上なら…」のように読めます。",
    outputs = {
      @Port(name = Switch.THEN, optional = true),
      @Port(name = Switch.ELSE, optional = true)
    })
public final class Switch implements Component<Switch.Params> {
  static final String THEN = "then";
  static final String ELSE = "else";

  private static final double WHITE = 255;

  /** What is asked. */
  public enum Quantity {
    COUNT,
    CONFIDENCE,
    WIDTH,
    HEIGHT,
    PIXELS,
    BRIGHTNESS;

    boolean isOfDetections() {
      return this == COUNT || this == CONFIDENCE;
    }
  }

  /** How it must be. */
  public enum Comparison {
    AT_LEAST,
    MORE_THAN,
    AT_MOST,
    LESS_THAN,
    EXACTLY;

    boolean holds(double measured, double value) {
      return switch (this) {
        case AT_LEAST -> measured >= value;
        case MORE_THAN -> measured > value;
        case AT_MOST -> measured <= value;
        case LESS_THAN -> measured < value;
        case EXACTLY -> measured == value;
      };
    }
  }

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "If",
              titleJa = "対象",
              text =
                  "count: how many were found; confidence: 0 to 1, of the surest one, 0 where none"
                      + " was found; width, height, pixels: of the image as it comes here;"
                      + " brightness: mean, 0 to 100 %.",
              textJa =
                  "count：検出された数。confidence：最も確かな検出の信頼度（0～1、なければ 0）。"
                      + "width・height・pixels：ここに来た画像の大きさ。brightness：平均の明るさ（0～100 %）。",
              def = "count")
          Quantity what,
      @Param(
              title = "of these classes",
              titleJa = "対象クラス",
              text = "Only what was found as one of these counts; empty counts everything found.",
              textJa = "これらのクラスとして検出されたものだけを数えます。空ならすべて。",
              def = "",
              aliases = "target_classes")
          List<String> classes,
      @Param(
              title = "is",
              titleJa = "比較",
              text = "at_least, more_than, at_most, less_than or exactly the value.",
              textJa = "at_least：以上。more_than：より大きい。at_most：以下。less_than：より小さい。exactly：等しい。",
              def = "at_least")
          Comparison is,
      @Param(
              title = "Value",
              titleJa = "値",
              text = "A number, in px or in % where the quantity has that unit.",
              textJa = "比べる値。対象に応じて個・px・% など。",
              def = "1",
              min = 0,
              max = 1_000_000_000)
          double value) {

    boolean counts(Detection detection) {
      return classes.isEmpty()
          || classes.stream().anyMatch(detection.className()::equalsIgnoreCase);
    }

    boolean holds(double measured) {
      // 0.9 as a float is a little less than 0.9
      return is.holds(measured, what == Quantity.CONFIDENCE ? (float) value : value);
    }

    String condition() {
      return words(is) + " " + shown(value);
    }

    String subject() {
      boolean some = what.isOfDetections() && !classes.isEmpty();
      return words(what) + (some ? " of " + String.join(", ", classes) : "");
    }
  }

  @Override
  public Outputs apply(Inputs inputs, Params params, StepContext context) {
    Frame frame = inputs.first();
    double measured = measured(frame, params);
    String found = params.subject() + ": " + shown(measured);
    return params.holds(measured)
        ? Outputs.of(THEN, frame).empty(ELSE, found + " (else: not " + params.condition() + ")")
        : Outputs.of(ELSE, frame).empty(THEN, found + " (then: " + params.condition() + ")");
  }

  @Override
  public Set<Annotations.Kind> needs(Params params) {
    return params.what().isOfDetections() ? Set.of(Annotations.Kind.DETECTIONS) : Set.of();
  }

  private static double measured(Frame frame, Params params) {
    Size size = frame.size();
    List<Detection> counted =
        frame.annotations().detections().stream().filter(params::counts).toList();
    return switch (params.what()) {
      case COUNT -> counted.size();
      case CONFIDENCE -> counted.stream().mapToDouble(Detection::confidence).max().orElse(0);
      case WIDTH -> size.width();
      case HEIGHT -> size.height();
      case PIXELS -> (double) size.width() * size.height();
      case BRIGHTNESS -> brightness(frame.image());
    };
  }

  /** Mean luma (Rec. 601) in % of white. */
  private static double brightness(Raster image) {
    try (Mat pixels = Mats.of(image);
        Scalar mean = opencv_core.mean(pixels)) {
      double luma = 0.114 * mean.get(0) + 0.587 * mean.get(1) + 0.299 * mean.get(2);
      return 100 * luma / WHITE;
    }
  }

  private static String words(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String shown(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.3f", number);
  }
}
