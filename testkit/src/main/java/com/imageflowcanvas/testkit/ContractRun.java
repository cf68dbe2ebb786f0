package com.imageflowcanvas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.L10n;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.component.ParameterSchema;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  Frame apply(Frame input, P params, Size size) throws Exception {
    return apply(input, params, size, context());
  }

  /** Applies it and checks what holds for every result. */
  Frame apply(Frame input, P params, Size size, TestStepContext context) throws Exception {
    Inputs inputs = new Inputs(Collections.nCopies(descriptor.info().minInputs(), input));
    Frame result =
        component()
            .apply(inputs, params, context)
            .at(descriptor.outputs().getFirst())
            .orElseThrow();
    assertThat(result.image().format()).isEqualTo(PixelFormat.BGR24);
    assertThat(new Size(result.image().width(), result.image().height()))
        .as("size of the result of %s with %s", size, params)
        .isEqualTo(outputSize(params, size));
    assertThat(result.capturedAt()).isEqualTo(input.capturedAt());
    return result;
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
