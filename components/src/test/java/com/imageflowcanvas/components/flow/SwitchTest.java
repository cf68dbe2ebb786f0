package com.imageflowcanvas.components.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchTest {
  private static final ParameterSchema<Switch.Params> SCHEMA =
      ParameterSchema.of(Switch.Params.class);

  /** Two people and a dog in 40 x 30 px. */
  private static final Frame STREET =
      TestFrames.withFound(
          TestFrames.of(Rasters.drawn(40, 30, (x, y) -> 0x808080)),
          TestFrames.found("person", 0, 0.9, new Box(0, 0, 9, 9)),
          TestFrames.found("person", 0, 0.6, new Box(9, 0, 9, 9)),
          TestFrames.found("dog", 1, 0.75, new Box(0, 9, 9, 9)));

  @ParameterizedTest
  @CsvSource({
    "count, '', at_least, 3, then",
    "count, '', more_than, 3, else",
    "count, Person, exactly, 2, then",
    "count, 'dog,cat', at_most, 1, then",
    "count, cat, less_than, 1, then",
    "count, cat, at_least, 1, else",
    "confidence, '', at_least, 0.9, then",
    "confidence, dog, more_than, 0.75, else",
    "confidence, cat, exactly, 0, then",
    "width, '', exactly, 40, then",
    "height, '', less_than, 30, else",
    "pixels, '', at_least, 1200, then",
    "brightness, '', more_than, 50, then",
    "brightness, '', at_least, 50.5, else"
  })
  void imageGoesTheWayOfTheCondition(
      String what, String classes, String is, double value, String way) {
    Outputs outputs = apply(STREET, what, classes, is, value);
    String other = way.equals("then") ? "else" : "then";
    assertThat(outputs.at(way)).containsExactly(STREET);
    assertThat(outputs.at(other)).isEmpty();
    assertThat(outputs.reason(other)).isPresent();
  }

  @Test
  void closedWaySaysWhatWasMeasuredAndWhatWasAsked() {
    assertThat(apply(STREET, "count", "cat", "at_least", 1).reason("then"))
        .contains("count of cat: 0 (then: at least 1)");
    assertThat(apply(STREET, "confidence", "", "more_than", 0.5).reason("else"))
        .contains("confidence: 0.900 (else: not more than 0.500)");
  }

  @Test
  void onlyQuestionsAboutDetectionsNeedThem() {
    for (Switch.Quantity what : Switch.Quantity.values()) {
      Switch.Params params = params(Map.of("what", what.name()));
      assertThat(new Switch().needs(params).contains(Annotations.Kind.DETECTIONS))
          .isEqualTo(what.isOfDetections());
    }
  }

  private static Outputs apply(Frame frame, String what, String classes, String is, double value) {
    Map<String, Object> values = new HashMap<>();
    values.put("what", what);
    values.put("classes", classes);
    values.put("is", is);
    values.put("value", value);
    return new Switch().apply(Inputs.of(frame), params(values), new TestStepContext());
  }

  private static Switch.Params params(Map<String, Object> values) {
    return SCHEMA.bind(values, "").value().orElseThrow();
  }
}
