package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Small components that need no native code. */
public final class TestComponents {
  public static final ComponentCatalog CATALOG =
      ComponentCatalog.of(
          List.of(
              new Add(),
              new Shrink(),
              new Find(),
              new Ask(),
              new Mark(),
              new FlowComponents.MarkOn(),
              new FlowComponents.FindAgain(),
              new Blend(),
              new Split(),
              new Fail(),
              new FlowComponents.Gate(),
              new FlowComponents.Copies(),
              new FlowComponents.Count(),
              new FlowComponents.First(),
              new Hostile()));

  private TestComponents() {}

  /** Adds a number to every byte. */
  @ComponentInfo(
      id = "add",
      category = "filter",
      title = "Add",
      titleJa = "足す",
      text = "",
      textJa = "")
  public static final class Add implements ImageComponent<Add.Params> {
    public record Params(
        @Param(title = "Amount", titleJa = "量", def = "1", min = 0, max = 255, aliases = "plus")
            int amount) {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      Raster from = input.image();
      Raster to = context.allocate(from.width(), from.height(), from.format());
      for (long i = 0; i < from.pixels().byteSize(); i++) {
        int value = from.pixels().get(ValueLayout.JAVA_BYTE, i) + params.amount();
        to.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) value);
      }
      return input.withImage(to);
    }
  }

  /** Halves width and height by taking every other pixel. */
  @ComponentInfo(
      id = "shrink",
      category = "geometry",
      title = "Shrink",
      titleJa = "縮小",
      text = "",
      textJa = "")
  public static final class Shrink implements ImageComponent<Shrink.Params> {
    public record Params(
        @Param(title = "Factor", titleJa = "倍率", def = "2", min = 1, max = 8) int factor) {}

    @Override
    public Size neededInput(Params params, Size full) {
      return outputSize(params, full);
    }

    @Override
    public Size outputSize(Params params, Size input) {
      return new Size(
          Math.max(1, input.width() / params.factor()),
          Math.max(1, input.height() / params.factor()));
    }

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      Size size = outputSize(params, new Size(input.image().width(), input.image().height()));
      Raster to = context.allocate(size.width(), size.height(), PixelFormat.BGR24);
      to.pixels().fill((byte) 7);
      return input.withImage(
          to,
          Transform.scale(
              (double) input.image().width() / size.width(),
              (double) input.image().height() / size.height()));
    }
  }

  /** Finds a box that covers the whole image. */
  @ComponentInfo(
      id = "find",
      category = "detect",
      title = "Find",
      titleJa = "探す",
      text = "",
      textJa = "",
      outputs = @Port(gives = Annotations.Kind.DETECTIONS))
  public static final class Find implements ImageComponent<Find.Params> {
    public record Params(
        @Param(
                title = "Model",
                titleJa = "モデル",
                def = "always",
                format = "model",
                aliases = "model")
            String modelName) {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      Box all = new Box(0, 0, input.image().width(), input.image().height());
      return input.withDetections(
          List.of(new Detection("thing", 0, 0.9f, input.toSubmitted().apply(all))));
    }
  }

  /** Has a type with a short prefix of its own. */
  @ComponentInfo(
      id = "ai_detection",
      category = "detect",
      title = "Ask",
      titleJa = "訊く",
      text = "",
      textJa = "")
  public static final class Ask implements ImageComponent<Ask.Params> {
    public record Params(
        @Param(
                title = "Model",
                titleJa = "モデル",
                def = "always",
                format = "model",
                aliases = "model")
            String modelName) {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      return input;
    }
  }

  /** Wants detections. */
  @ComponentInfo(
      id = "mark",
      category = "draw",
      title = "Mark",
      titleJa = "印",
      text = "",
      textJa = "",
      inputs = @Port(needs = Annotations.Kind.DETECTIONS))
  public static final class Mark implements ImageComponent<Mark.Params> {
    public record Params() {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      return input;
    }
  }

  /** Takes two images. */
  @ComponentInfo(
      id = "blend",
      category = "draw",
      title = "Blend",
      titleJa = "混ぜる",
      text = "",
      textJa = "",
      inputs = {@Port(name = "base"), @Port(name = "layer")})
  public static final class Blend implements Component<Blend.Params> {
    public record Params(
        @Param(title = "Amount", titleJa = "量", def = "0.5", min = 0, max = 1) double amount) {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      Raster a = inputs.frame("base").image();
      Raster b = inputs.frame("layer").image();
      Raster to = context.allocate(a.width(), a.height(), a.format());
      for (long i = 0; i < to.pixels().byteSize(); i++) {
        int sum =
            a.pixels().get(ValueLayout.JAVA_BYTE, i) + b.pixels().get(ValueLayout.JAVA_BYTE, i);
        to.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) sum);
      }
      return Outputs.of(inputs.first().withImage(to));
    }
  }

  /** Has two outputs. */
  @ComponentInfo(
      id = "split",
      category = "draw",
      title = "Split",
      titleJa = "分ける",
      text = "",
      textJa = "",
      outputs = {@Port(name = "left"), @Port(name = "right")})
  public static final class Split implements Component<Split.Params> {
    public record Params() {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      return Outputs.of("left", inputs.first()).with("right", List.of(inputs.first()));
    }
  }

  /** Cannot do its work. */
  @ComponentInfo(
      id = "fail",
      category = "filter",
      title = "Fail",
      titleJa = "失敗",
      text = "",
      textJa = "")
  public static final class Fail implements ImageComponent<Fail.Params> {
    public record Params() {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) throws ComponentException {
      throw new ComponentException("no luck today");
    }
  }
}
