package com.imageflowcanvas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.L10n;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * One component under its contract: parameters for it, frames for it, and what it makes of them.
 */
record ContractRun<P extends Record>(ComponentDescriptor<P> descriptor) {
  /** The submitted image is this many times as large as the frame, as after shrinking on load. */
  static final int SHRUNK = 2;

  static final Offset<Double> ROUNDING = Offset.offset(1e-6);

  private static final int SEVERAL = 4;

  /** Whatever model a component asks for by default, it gets one. */
  private static final Map<ModelName, Detector> DETECTORS =
      Stream.of("haar-face", "yolo11n", "yolox_nano")
          .collect(Collectors.toMap(ModelName::new, FakeDetector::street));

  static TestStepContext context() {
    return new TestStepContext(DETECTORS);
  }

  /** A picture with edges, colors and two things already found in it. */
  static Frame frame(Size size) {
    double width = size.width() * SHRUNK;
    double height = size.height() * SHRUNK;
    Annotations found =
        new Annotations(
            List.of(
                new Detection("face", 0, 0.9f, new Box(0, 0, width / 2, height / 2)),
                new Detection("dog", 1, 0.6f, new Box(width * 0.6, height * 0.5, 1, height / 2))));
    return new Frame(
        Rasters.drawn(size.width(), size.height(), ContractRun::pattern),
        found,
        Transform.scale(SHRUNK, SHRUNK),
        Instant.EPOCH);
  }

  Component<P> component() {
    return descriptor.component();
  }

  ParameterSchema<P> schema() {
    return descriptor.schema();
  }

  P defaults() {
    return bind(Map.of());
  }

  P bind(Map<String, Object> values) {
    ParameterSchema.Bound<P> bound = schema().bind(values, "/parameters");
    assertThat(bound.errors()).isEmpty();
    return bound.value().orElseThrow();
  }

  Size outputSize(P params, Size input) {
    return component().outputSize(params, input);
  }

  List<Frame> apply(Frame input, P params, Size size) throws Exception {
    return apply(input, params, size, context());
  }

  /** Applies it with as few inputs as it takes, and checks what holds for every result. */
  List<Frame> apply(Frame input, P params, Size size, TestStepContext context) throws Exception {
    return apply(input, descriptor.minInputs(), params, size, context);
  }

  /** What comes out, output by output. */
  List<Frame> apply(Frame input, int inputs, P params, Size size, TestStepContext context)
      throws Exception {
    List<Inputs.Arrival> arrivals =
        IntStream.range(0, inputs)
            .mapToObj(i -> new Inputs.Arrival(descriptor.input(i).name(), List.of(input)))
            .toList();
    Outputs outputs = component().apply(new Inputs(arrivals), params, context);
    assertThat(descriptor.outputs()).extracting(Port::name).containsAll(outputs.frames().keySet());
    List<Frame> frames = new ArrayList<>();
    for (Port port : descriptor.outputs()) {
      List<Frame> there = outputs.at(port.name());
      assertThat(there.size())
          .as("frames at %s", port.name())
          .isBetween(port.optional() ? 0 : 1, port.many() ? Port.MOST_FRAMES : 1);
      frames.addAll(there);
    }
    frames.forEach(frame -> check(frame, input, params, size));
    return frames;
  }

  private void check(Frame result, Frame input, P params, Size size) {
    assertThat(result.image().format()).isEqualTo(PixelFormat.BGR24);
    assertThat(result.capturedAt()).isEqualTo(input.capturedAt());
    if (!makesMany()) {
      assertThat(result.size())
          .as("size of the result of %s with %s", size, params)
          .isEqualTo(outputSize(params, size));
    }
  }

  /** Whether its default output carries more than came in, so that no size can be promised. */
  boolean makesMany() {
    return descriptor.outputs().getFirst().many();
  }

  /** The values of a parameter at which code breaks first. */
  static List<Object> extremes(Parameter parameter) {
    return switch (parameter.kind()) {
      case INTEGER, NUMBER ->
          Stream.of(parameter.min(), parameter.max())
              .filter(Double::isFinite)
              .<Object>map(value -> value)
              .toList();
      case BOOLEAN -> List.of(true, false);
      case CHOICE -> List.copyOf(parameter.choices());
      case TEXT -> List.of(parameter.defaultValue());
      case TEXTS -> List.of(List.of(), parameter.defaultValue());
    };
  }

  static void requireBothLanguages(String what, L10n text) {
    assertThat(text.en()).as("%s in English", what).isNotBlank();
    assertThat(text.ja())
        .as("%s in Japanese", what)
        .matches("(?s).*[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}].*");
  }

  private static int pattern(int x, int y) {
    int checker = (x / SEVERAL + y / SEVERAL) % 2 == 0 ? 0xE0 : 0x30;
    return (checker << 16) | ((x * 7 & 0xFF) << 8) | (y * 11 & 0xFF);
  }
}
