package com.imageflowcanvas.components.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.testkit.FakeDetector;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AiDetectionTest {
  private static final ParameterSchema<AiDetection.Params> SCHEMA =
      ParameterSchema.of(AiDetection.Params.class);

  private final Map<ModelName, Detector> models =
      Map.of(new ModelName("street"), FakeDetector.street("street"));

  @Test
  void foundBoxesAreInPixelsOfTheSubmittedImage() throws Exception {
    Frame half =
        new Frame(
            Rasters.filled(100, 50, 0x808080),
            Annotations.NONE,
            Transform.scale(2, 2),
            Instant.EPOCH);
    Frame result = apply(half, Map.of("model_name", "street"));
    assertThat(result.annotations().detections())
        .containsExactly(
            new Detection("person", 0, 0.9f, new Box(20, 20, 60, 60)),
            new Detection("dog", 1, 0.7f, new Box(100, 60, 40, 30)));
  }

  @Test
  void thresholdClassesAndNumberAreAsked() throws Exception {
    Frame image = TestFrames.noise(100, 50);
    assertThat(names(apply(image, Map.of("model", "street", "confidence", 0.3))))
        .containsExactly("person", "dog", "person");
    assertThat(names(apply(image, Map.of("ai_model", "street", "target_classes", "DOG, car"))))
        .containsExactly("dog");
    assertThat(names(apply(image, Map.of("model", "street", "max_detections", 1))))
        .containsExactly("person");
  }

  @Test
  void boxesAreDrawnIntoACopyUnlessSwitchedOff() throws Exception {
    Frame image = TestFrames.of(Rasters.filled(100, 50, 0x808080));
    Frame drawn = apply(image, Map.of("model", "street"));
    Frame plain = apply(image, Map.of("model", "street", "draw", false));
    assertThat(Rasters.bytes(drawn.image())).isNotEqualTo(Rasters.bytes(image.image()));
    assertThat(plain.image()).isSameAs(image.image());
    assertThat(names(plain)).isEqualTo(names(drawn));
  }

  @Test
  void detectionsOfEarlierStepsStay() throws Exception {
    Frame first = apply(TestFrames.noise(40, 40), Map.of("model", "street"));
    Frame second =
        apply(first, Map.of("model", "street", "target_classes", List.of("dog"), "draw", false));
    assertThat(names(second)).containsExactly("person", "dog", "dog");
  }

  @Test
  void unknownClassIsRefusedNamingTheKnownOnes() {
    assertThatThrownBy(
            () ->
                apply(
                    TestFrames.noise(9, 9), Map.of("model", "street", "target_classes", "unicorn")))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "target_classes: \"unicorn\" is no class of street (expected: person, dog, car)");
  }

  @Test
  void ofManyClassesOnlyTheFirstTenAreNamed() {
    List<String> classes = IntStream.range(0, 80).mapToObj(i -> "class_" + i).toList();
    TestStepContext context =
        new TestStepContext(
            Map.of(new ModelName("many"), new FakeDetector("many", classes, List.of())));
    AiDetection.Params params = params(Map.of("model", "many", "target_classes", "unicorn"));
    assertThatThrownBy(() -> new AiDetection().apply(TestFrames.noise(9, 9), params, context))
        .hasMessageContaining("class_9, … (80 in all))")
        .hasMessageNotContaining("class_10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolo99", "../etc/passwd", ""})
  void modelThatIsNotInstalledIsRefused(String name) {
    assertThatThrownBy(() -> apply(TestFrames.noise(9, 9), Map.of("model_name", name)))
        .isInstanceOfSatisfying(
            ComponentException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_INSTALLED));
  }

  @Test
  void cancelledRunIsInterrupted() {
    TestStepContext context = new TestStepContext(models);
    context.cancel();
    AiDetection.Params params = params(Map.of("model", "street"));
    assertThatThrownBy(() -> new AiDetection().apply(TestFrames.noise(9, 9), params, context))
        .isInstanceOf(InterruptedException.class);
  }

  private Frame apply(Frame input, Map<String, Object> values) throws Exception {
    return new AiDetection().apply(input, params(values), new TestStepContext(models));
  }

  private static AiDetection.Params params(Map<String, Object> values) {
    return SCHEMA.bind(values, "").value().orElseThrow();
  }

  private static List<String> names(Frame frame) {
    return frame.annotations().detections().stream().map(Detection::className).toList();
  }
}
