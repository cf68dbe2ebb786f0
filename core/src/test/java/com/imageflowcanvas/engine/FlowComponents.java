package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small components with ports of all kinds. */
final class FlowComponents {
  private FlowComponents() {}

  /** Lets an image out one way, both ways or no way. */
  @ComponentInfo(
      id = "gate",
      category = "flow",
      title = "Gate",
      titleJa = "門",
      text = "",
      textJa = "",
      outputs = {@Port(name = "then", optional = true), @Port(name = "otherwise", optional = true)})
  static final class Gate implements Component<Gate.Params> {
    /** The open ways. */
    public enum Open {
      THEN,
      OTHERWISE,
      BOTH,
      NONE
    }

    public record Params(@Param(title = "Open", titleJa = "開", def = "then") Open open) {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      Outputs closed = new Outputs(Map.of(), Map.of());
      List<Frame> frame = List.of(inputs.first());
      return switch (params.open()) {
        case THEN -> closed.with("then", frame).empty("otherwise", "open: then");
        case OTHERWISE -> closed.with("otherwise", frame).empty("then", "open: otherwise");
        case BOTH -> closed.with("then", frame).with("otherwise", frame);
        case NONE -> closed.empty("then", "open: none").empty("otherwise", "open: none");
      };
    }
  }

  /** Makes several frames of one; the first byte of each is its number. */
  @ComponentInfo(
      id = "copies",
      category = "flow",
      title = "Copies",
      titleJa = "写し",
      text = "",
      textJa = "",
      outputs = @Port(name = "copies", many = true, optional = true))
  static final class Copies implements Component<Copies.Params> {
    public record Params(
        @Param(title = "Number", titleJa = "数", def = "3", min = 0, max = 2000) int number) {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      List<Frame> copies = new ArrayList<>();
      for (int i = 0; i < params.number(); i++) {
        Raster copy = context.allocate(2, 1, PixelFormat.BGR24);
        copy.pixels().fill((byte) i);
        copies.add(inputs.first().withImage(copy));
      }
      return Outputs.of("copies", copies);
    }
  }

  /** Takes all frames at once; the first byte of its result says how many. */
  @ComponentInfo(
      id = "count",
      category = "flow",
      title = "Count",
      titleJa = "数える",
      text = "",
      textJa = "",
      inputs = @Port(name = "images", many = true))
  static final class Count implements Component<Count.Params> {
    public record Params() {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      Raster result = context.allocate(1, 1, PixelFormat.BGR24);
      result.pixels().fill((byte) inputs.frames("images").size());
      return Outputs.of(inputs.first().withImage(result));
    }
  }

  /** The first of its inputs that something came to. */
  @ComponentInfo(
      id = "first",
      category = "flow",
      title = "First",
      titleJa = "最初",
      text = "",
      textJa = "",
      inputs = @Port(name = "images", many = true, optional = true))
  static final class First implements Component<First.Params> {
    public record Params() {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      return inputs.arrivals().stream()
          .map(Inputs.Arrival::frames)
          .filter(frames -> !frames.isEmpty())
          .findFirst()
          .map(frames -> Outputs.of(Port.IMAGE, frames))
          .orElseThrow();
    }
  }

  /** Marks on one image what was found in another. */
  @ComponentInfo(
      id = "mark_on",
      category = "draw",
      title = "Mark on",
      titleJa = "印",
      text = "",
      textJa = "",
      inputs = {
        @Port(name = "found", needs = Annotations.Kind.DETECTIONS),
        @Port(name = "canvas", optional = true)
      })
  static final class MarkOn implements Component<MarkOn.Params> {
    public record Params() {}

    @Override
    public Outputs apply(Inputs inputs, Params params, StepContext context) {
      return Outputs.of(inputs.frame("found"));
    }
  }

  /** Needs detections only when it looks within them. */
  @ComponentInfo(
      id = "find_again",
      category = "detect",
      title = "Find again",
      titleJa = "再",
      text = "",
      textJa = "",
      outputs = @Port(gives = Annotations.Kind.DETECTIONS))
  static final class FindAgain implements ImageComponent<FindAgain.Params> {
    public record Params(@Param(title = "Within", titleJa = "内", def = "false") boolean within) {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      return input;
    }

    @Override
    public Set<Annotations.Kind> needs(Params params) {
      return params.within() ? Set.of(Annotations.Kind.DETECTIONS) : Set.of();
    }
  }
}
