package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertPointsTo;
import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.Requests.component;
import static com.imageflowcanvas.it.rest.Requests.name;
import static com.imageflowcanvas.it.rest.Requests.pipeline;
import static com.imageflowcanvas.it.rest.Requests.small;
import static com.imageflowcanvas.it.rest.Requests.smallPipeline;
import static com.imageflowcanvas.it.rest.Requests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Pipelines: contract 2.2, 2.6, 2.7. */
final class PipelinesTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  private final Api api = SERVER.admin();

  @Test
  void createdPipelineIsReadAsItWasWritten() throws Exception {
    Map<String, Object> first =
        Map.of(
            "id",
            "a",
            "name",
            "小さく",
            "component_type",
            "resize",
            "parameters",
            Map.of("width", 64, "height", 48),
            "dependencies",
            List.of("$input"),
            "position",
            Map.of("x", 10.5, "y", -20));
    Map<String, Object> second = component("b", "filter", Map.of("filter_type", "blur"), "a");

    Api.Answer created =
        api.post(
            "/v1/pipelines",
            Map.of(
                "name",
                "写真 " + UUID.randomUUID(),
                "description",
                "two steps",
                "components",
                List.of(first, second)));

    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    JsonNode pipeline = created.json();
    String path = "/v1/pipelines/" + pipeline.path("id").asString();
    assertThat(created.header("Location")).isEqualTo(path);
    Api.Answer read = api.get(path);
    assertThat(read.json()).isEqualTo(pipeline);
    assertThat(read.header("ETag")).isEqualTo(created.header("ETag")).isNotEmpty();
    assertThat(pipeline.path("version").asInt()).isEqualTo(1);
    assertThat(pipeline.path("components").path(0).path("position").path("x").asDouble())
        .isEqualTo(10.5);
    assertThat(pipeline.path("components").path(0).path("name").asString()).isEqualTo("小さく");
    assertThat(pipeline.path("created_by").asString()).isNotBlank();
    assertThat(api.get("/v1/pipelines/" + pipeline.path("slug").asString()).json())
        .isEqualTo(pipeline);
  }

  @Test
  void changeOfAVersionThatIsNoLongerTheNewestIsRefused() throws Exception {
    String path = "/v1/pipelines/" + smallPipeline(api);
    String first = api.get(path).header("ETag");
    Map<String, Object> change = pipeline(name(), small());

    Api.Answer changed = api.sendJson("PUT", path, Map.of("If-Match", first), change);
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    assertThat(changed.header("ETag")).isNotEqualTo(first);

    assertProblem(
        api.sendJson("PUT", path, Map.of("If-Match", first), change), 412, "VERSION_MISMATCH");
    assertProblem(
        api.send("DELETE", path, Map.of("If-Match", first), new byte[0]), 412, "VERSION_MISMATCH");
    assertThat(api.sendJson("PUT", path, Map.of("If-Match", "*"), change).status()).isEqualTo(200);
    assertThat(api.sendJson("PUT", path, Map.of(), change).json().path("version").asInt())
        .isEqualTo(4);
  }

  @Test
  void ofChangesAtTheSameTimeOneWins() throws Exception {
    String path = "/v1/pipelines/" + smallPipeline(api);
    String tag = api.get(path).header("ETag");
    List<Callable<Integer>> changes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      changes.add(
          () ->
              api.sendJson("PUT", path, Map.of("If-Match", tag), pipeline(name(), small()))
                  .status());
    }

    List<Integer> answers = atOnce(changes);

    assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
    assertThat(api.get(path).json().path("version").asInt()).isEqualTo(2);
  }

  @Test
  void slugIsGivenToOneOnly() throws Exception {
    String slug = "slug-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, Object> wanted = Map.of("name", name(), "slug", slug, "components", small());
    List<Callable<Integer>> creations = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      creations.add(() -> api.post("/v1/pipelines", wanted).status());
    }

    assertThat(atOnce(creations)).containsOnly(201, 409).containsOnlyOnce(201);

    List<Callable<Integer>> changes = new ArrayList<>();
    Map<String, Object> other = Map.of("name", name(), "slug", slug + "-2", "components", small());
    for (int i = 0; i < 4; i++) {
      String path = "/v1/pipelines/" + smallPipeline(api);
      changes.add(() -> api.sendJson("PUT", path, Map.of(), other).status());
    }
    assertThat(atOnce(changes)).containsOnly(200, 409).containsOnlyOnce(200);
  }

  @Test
  void executionRemembersTheVersionThatItRan() throws Exception {
    String id = smallPipeline(api);
    JsonNode first = Requests.completed(api, id);
    api.sendJson(
        "PUT",
        "/v1/pipelines/" + id,
        Map.of(),
        pipeline(name(), List.of(component("g", "filter", Map.of("filter_type", "blur")))));
    JsonNode second = Requests.completed(api, id);

    assertThat(first.path("pipeline_version").asInt()).isEqualTo(1);
    assertThat(second.path("pipeline_version").asInt()).isEqualTo(2);
    assertThat(second.path("steps").path(0).path("step_id").asString()).isEqualTo("filter-step-0");
    JsonNode old = api.get("/v1/pipelines/" + id + "/versions/1").json();
    assertThat(texts(old.path("components"), "component_type")).containsExactly("resize");

    assertThat(api.delete("/v1/pipelines/" + id).status()).isEqualTo(204);
    assertThat(api.get("/v1/executions/" + first.path("execution_id").asString()).status())
        .isEqualTo(200);
  }

  @Test
  void exportedPipelineCanBeImported() throws Exception {
    String id = smallPipeline(api);
    JsonNode exported = api.get("/v1/pipelines/" + id + "/export").json();

    Api.Answer imported = api.post("/v1/pipelines/import", exported);

    assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
    assertThat(imported.json().path("id").asString()).isNotEqualTo(id);
    assertThat(imported.json().path("components")).isEqualTo(exported.path("components"));
  }

  @Test
  void wrongPlaceIsPointedTo() throws Exception {
    assertPointsTo(
        create(component("r", "teleport", Map.of())),
        "PIPELINE_INVALID",
        "/components/0/component_type");
    assertPointsTo(
        create(component("r", "resize", Map.of("width", -5))),
        "VALIDATION_FAILED",
        "/components/0/parameters/width");
    assertPointsTo(
        create(component("r", "resize", Map.of("no_such_thing", 1))),
        "VALIDATION_FAILED",
        "/components/0/parameters/no_such_thing");
    assertPointsTo(
        create(component("r", "resize", Map.of("width", "wide"))),
        "VALIDATION_FAILED",
        "/components/0/parameters/width");
    assertPointsTo(
        create(component("r", "resize", Map.of(), "nobody")),
        "PIPELINE_INVALID",
        "/components/0/dependencies/0");
    assertPointsTo(
        create(component("d", "ai_detection", Map.of("model_name", "yolo99"))),
        "MODEL_NOT_INSTALLED",
        "/components/0/parameters/model_name");
    assertPointsTo(
        api.post("/v1/pipelines", Map.of("components", small())), "VALIDATION_FAILED", "/name");
    assertProblem(
        create(component("a", "resize", Map.of(), "b"), component("b", "resize", Map.of(), "a")),
        400,
        "PIPELINE_INVALID");
    assertProblem(
        create(component("a", "resize", Map.of()), component("a", "resize", Map.of())),
        400,
        "PIPELINE_INVALID");
  }

  @Test
  void pipelineOfAnUnfinishedExecutionStays() throws Exception {
    String execution = Requests.busy(api);
    String pipeline = api.get("/v1/executions/" + execution).json().path("pipeline_id").asString();

    assertProblem(api.delete("/v1/pipelines/" + pipeline), 409, "IN_USE");

    api.send("POST", "/v1/executions/" + execution + "/cancel", Map.of(), new byte[0]);
    assertThat(api.delete("/v1/pipelines/" + pipeline).status()).isEqualTo(204);
  }

  @Test
  void listIsSearchedAndPaged() throws Exception {
    String word = "w" + UUID.randomUUID().toString().substring(0, 8);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.addFirst(api.pipeline("Photos " + word + " " + i, small()));
    }

    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/v1/pipelines?limit=2&q=" + word + cursor).json();
      found.addAll(Requests.texts(page.path("items"), "id"));
      cursor =
          page.path("next_cursor").isString()
              ? "&cursor=" + page.path("next_cursor").asString()
              : "";
    } while (!cursor.isEmpty());

    assertThat(found).isEqualTo(expected);
  }

  @SafeVarargs
  private Api.Answer create(Map<String, Object>... components) throws Exception {
    return api.post("/v1/pipelines", pipeline(name(), List.of(components)));
  }

  private static List<Integer> atOnce(List<Callable<Integer>> requests) throws Exception {
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(requests)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
