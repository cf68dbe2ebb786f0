package com.imageflowcanvas.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterSchemaTest {
  enum Mode {
    FAST,
    VERY_SLOW
  }

  record Params(
      @Param(title = "W", titleJa = "幅", def = "8", min = 1, max = 100, unit = "px") int width,
      @Param(title = "S", titleJa = "強さ", def = "0.5", min = 0, max = 1) double strength,
      @Param(title = "M", titleJa = "方式", def = "fast") Mode mode,
      @Param(title = "D", titleJa = "描く", def = "true") boolean draw,
      @Param(title = "C", titleJa = "色", def = "#ff0000", format = "color") String lineColor,
      @Param(title = "T", titleJa = "種類", def = "", aliases = "classes") List<String> targets) {}

  private final ParameterSchema<Params> schema = ParameterSchema.of(Params.class);

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(bind(Map.of())).isEqualTo(new Params(8, 0.5, Mode.FAST, true, "#ff0000", List.of()));
  }

  @Test
  void valuesAreReadAsJsonOrText() {
    assertThat(
            bind(
                Map.of(
                    "width",
                    "12",
                    "strength",
                    1,
                    "mode",
                    "Very_Slow",
                    "draw",
                    "false",
                    "line_color",
                    "#00aa00",
                    "classes",
                    "cat, dog")))
        .isEqualTo(new Params(12, 1, Mode.VERY_SLOW, false, "#00aa00", List.of("cat", "dog")));
    assertThat(bind(Map.of("width", 12.0)).width()).isEqualTo(12);
  }

  @Test
  void wrongValuesAreRefusedWithWhatWasExpected() {
    Map<String, List<Object>> wrong = new HashMap<>();
    wrong.put(
        "width",
        Arrays.asList(
            0,
            101,
            1.5,
            "x",
            true,
            null,
            List.of(),
            Map.of(),
            Double.NaN,
            Double.POSITIVE_INFINITY,
            new BigDecimal("1e999999999"),
            new BigInteger("9".repeat(39)),
            "9".repeat(1000),
            "1e400",
            ""));
    wrong.put("strength", Arrays.asList(-0.01, 1.01, "NaN", null, false));
    wrong.put("mode", Arrays.asList("slow", 1, null));
    wrong.put("draw", Arrays.asList(1, "yes", null));
    wrong.put("line_color", Arrays.asList("red", "#12345", "x".repeat(201), null));
    wrong.put("targets", Arrays.asList(1, List.of(1), null, "x".repeat(201)));
    wrong.forEach(
        (name, values) ->
            values.forEach(
                value -> {
                  Map<String, Object> given = new HashMap<>();
                  given.put(name, value);
                  var bound = schema.bind(given, "/p");
                  assertThat(bound.value()).as("%s = %s", name, value).isEmpty();
                  assertThat(bound.errors()).hasSize(1);
                  assertThat(bound.errors().kept().getFirst().pointer()).isEqualTo("/p/" + name);
                  assertThat(bound.errors().kept().getFirst().detail())
                      .contains("expected")
                      .hasSizeLessThan(200);
                }));
  }

  @Test
  void schemaTellsTypesBoundsAndBothLanguages() {
    assertThat(schema.parameters())
        .extracting(Parameter::name)
        .containsExactly("width", "strength", "mode", "draw", "line_color", "targets");
    assertThat(property("width")).containsEntry("maximum", 100L).containsEntry("x-title-ja", "幅");
    assertThat(property("mode")).containsEntry("enum", List.of("fast", "very_slow"));
  }

  private Map<String, Object> property(String name) {
    return schema.find(name).orElseThrow().toJsonSchema();
  }

  private Params bind(Map<String, ?> values) {
    ParameterSchema.Bound<Params> bound = schema.bind(values, "");
    assertThat(bound.errors()).isEmpty();
    return bound.value().orElseThrow();
  }
}
