package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertPointsTo;
import static com.imageflowcanvas.it.rest.Requests.IMAGE;
import static com.imageflowcanvas.it.rest.Requests.PATIENCE;
import static com.imageflowcanvas.it.rest.Requests.component;
import static com.imageflowcanvas.it.rest.Requests.id;
import static com.imageflowcanvas.it.rest.Requests.name;
import static com.imageflowcanvas.it.rest.Requests.pipeline;
import static com.imageflowcanvas.it.rest.Requests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.opencv.sample.SampleImages;
import com.imageflowcanvas.testkit.server.Api;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Images that go one of two ways, come apart and together again: contract 3.13. */
final class FlowTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  private static final byte[] THREE_PEOPLE = SampleImages.paint().getFirst().jpeg();
  private static final Map<String, Object> FACES =
      component("detect", "ai_detection", Map.of("model_name", "haar-face", "draw", false));

  private final Api api = SERVER.admin();

  @Test
  void stepsOfTheWayThatWasNotTakenAreSkipped() throws Exception {
    String pipeline =
        api.pipeline(
            name(),
            List.of(
                FACES,
                component("ask", "switch", Map.of("what", "count", "value", 1), "detect"),
                component("hide", "blur_regions", Map.of(), "ask:then"),
                component("edges", "edge_detection", Map.of(), "ask:else"),
                component("out", "merge", Map.of(), "hide", "edges")));

    JsonNode nobody = run(pipeline, IMAGE);
    JsonNode people = run(pipeline, THREE_PEOPLE);

    assertThat(nobody.path("status").asString()).isEqualTo("completed");
    assertThat(texts(nobody.path("steps"), "status"))
        .containsExactly("completed", "completed", "skipped", "completed", "completed");
    JsonNode skipped = nobody.path("steps").path(2);
    assertThat(skipped.path("skipped_reason").asString())
        .isEqualTo("switch-step-1:then stayed empty: count: 0 (then: at least 1)");
    assertThat(skipped.has("error")).isFalse();
    assertThat(skipped.has("processing_time_ms")).isFalse();
    assertThat(nobody.path("progress").path("completed_steps").asInt()).isEqualTo(5);
    assertThat(texts(people.path("steps"), "status"))
        .containsExactly("completed", "completed", "completed", "skipped", "completed");
    String base = people.path("execution_id").asString() + "-merge-step-4-output";
    assertThat(texts(people.path("output_files"), "file_id")).containsExactly(base, base + "-1");
    assertThat(people.path("items").path(0).path("detections").size()).isEqualTo(3);
  }

  @Test
  void eachThingFoundIsAResultOfItsOwnAndNoTwoShareAnId() throws Exception {
    String pipeline =
        api.pipeline(
            name(),
            List.of(
                FACES,
                component("cut", "crop_detections", Map.of("margin", 0), "detect"),
                component("small", "resize", Map.of("width", 40), "cut")));

    JsonNode execution = run(pipeline, THREE_PEOPLE, IMAGE, THREE_PEOPLE);

    assertThat(texts(execution.path("items"), "status"))
        .containsExactly("completed", "failed", "completed");
    JsonNode error = execution.path("items").path(1).path("error");
    assertThat(error.path("code").asString()).isEqualTo("NO_RESULT");
    assertThat(error.path("message").asString())
        .isEqualTo(
            "no result: crop_detections-step-1:crops stayed empty: cut out: 0 of 0 found"
                + " (expected: at least 1)");
    String base = execution.path("execution_id").asString() + "-resize-step-2-output";
    assertThat(texts(execution.path("output_files"), "file_id"))
        .containsExactly(
            base,
            base + "-1",
            base + "-2",
            base + "-1000",
            base + "-2002",
            base + "-2003",
            base + "-2004",
            base + "-3002");
    for (JsonNode output : execution.path("output_files")) {
      assertThat(api.get(output.path("download_url").asString()).status()).isEqualTo(200);
    }
  }

  @Test
  void componentTellsItsPorts() throws Exception {
    JsonNode ports = api.get("/v1/components/switch").json().path("ports");
    assertThat(texts(ports.path("inputs"), "name")).containsExactly("image");
    assertThat(texts(ports.path("outputs"), "name")).containsExactly("then", "else");
    assertThat(ports.path("outputs").path(0).path("optional").asBoolean()).isTrue();
    JsonNode crops = api.get("/v1/components/crop_detections").json();
    assertThat(crops.path("ports").path("outputs").path(0).path("many").asBoolean()).isTrue();
    assertThat(crops.path("needs").path(0).asString()).isEqualTo("detections");
    assertThat(api.get("/v1/components/merge").json().path("inputs").path("max").asInt())
        .isEqualTo(100);
  }

  @Test
  void switchThatCountsWhatNobodyLooksForIsRefused() throws Exception {
    List<Map<String, Object>> steps = List.of(component("ask", "switch", Map.of(), "$input"));
    assertPointsTo(
        api.post("/v1/pipelines", pipeline(name(), steps)),
        "PIPELINE_INVALID",
        "/components/0/dependencies");
    List<Map<String, Object>> bright =
        List.of(component("ask", "switch", Map.of("what", "brightness", "value", 10), "$input"));
    assertThat(api.post("/v1/pipelines", pipeline(name(), bright)).status()).isEqualTo(201);
  }

  private JsonNode run(String pipeline, byte[]... images) throws Exception {
    return api.awaitEnd(id(api.submit(pipeline, Map.of(), images)), PATIENCE);
  }
}
