package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertPointsTo;
import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.Requests.IMAGE;
import static com.imageflowcanvas.it.rest.Requests.PATIENCE;
import static com.imageflowcanvas.it.rest.Requests.accepted;
import static com.imageflowcanvas.it.rest.Requests.component;
import static com.imageflowcanvas.it.rest.Requests.id;
import static com.imageflowcanvas.it.rest.Requests.name;
import static com.imageflowcanvas.it.rest.Requests.smallPipeline;
import static com.imageflowcanvas.it.rest.Requests.texts;
import static com.imageflowcanvas.it.rest.Requests.upload;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Executions: contract 2.2, 2.9, 2.10, 2.14 and the document's 5.2. */
final class ExecutionsTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  private final Api api = SERVER.admin();

  @Test
  void submissionIsAnsweredWithWhereToLook() throws Exception {
    Api.Answer answer = api.submit(smallPipeline(api), Map.of(), IMAGE);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    String id = answer.json().path("execution_id").asString();
    assertThat(answer.header("Location")).isEqualTo("/v1/executions/" + id);
    assertThat(answer.json().path("status").asString()).isEqualTo("pending");
    assertThat(Instant.parse(answer.json().path("estimated_completion").asString())).isNotNull();
  }

  @Test
  void endedExecutionTellsAllThatTheDocumentNames() throws Exception {
    String pipeline =
        api.pipeline(
            name(),
            List.of(
                component("a", "resize", Map.of("width", 48, "height", 32)),
                component("b", "filter", Map.of("filter_type", "sharpen"), "a")));

    JsonNode execution = Requests.completed(api, pipeline);

    assertThat(execution.path("status").asString()).isEqualTo("completed");
    assertThat(execution.path("pipeline_id").asString()).isEqualTo(pipeline);
    assertThat(execution.path("execution_mode").asString()).isEqualTo("direct_grpc");
    assertThat(execution.path("processing_time_ms").asDouble()).isPositive();
    JsonNode progress = execution.path("progress");
    assertThat(progress.path("current_step").asString()).isEqualTo("完了");
    assertThat(progress.path("total_steps").asInt()).isEqualTo(2);
    assertThat(progress.path("completed_steps").asInt()).isEqualTo(2);
    assertThat(progress.path("percentage").asDouble()).isEqualTo(100);
    assertThat(texts(execution.path("steps"), "step_id"))
        .containsExactly("resize-step-0", "filter-step-1");
    assertThat(texts(execution.path("steps"), "component_name"))
        .containsExactly("resize", "filter");
    execution
        .path("steps")
        .forEach(
            step -> {
              assertThat(step.path("status").asString()).isEqualTo("completed");
              assertThat(step.path("processing_time_ms").asDouble()).isPositive();
              assertThat(Instant.parse(step.path("started_at").asString()))
                  .isBeforeOrEqualTo(Instant.parse(step.path("completed_at").asString()));
            });
    JsonNode output = execution.path("output_files").path(0);
    String file = execution.path("execution_id").asString() + "-filter-step-1-output";
    assertThat(output.path("file_id").asString()).isEqualTo(file);
    assertThat(output.path("download_url").asString()).isEqualTo("/v1/files/" + file + "/download");
    Api.Answer bytes = api.get(output.path("download_url").asString());
    assertThat(bytes.contentType()).isEqualTo(output.path("content_type").asString());
    assertThat(bytes.body()).hasSize(output.path("file_size").asInt());
    assertThat(Instant.parse(execution.path("created_at").asString()))
        .isBeforeOrEqualTo(Instant.parse(execution.path("started_at").asString()));
  }

  @Test
  void currentStepIsInTheLanguageOfTheClient() throws Exception {
    String id = Requests.completed(api, smallPipeline(api)).path("execution_id").asString();

    Api.Answer english =
        api.send("GET", "/v1/executions/" + id, Map.of("Accept-Language", "en-US"), new byte[0]);

    assertThat(english.json().path("progress").path("current_step").asString())
        .isEqualTo("Completed");
  }

  @Test
  void oneBadImageDoesNotLoseTheOthers() throws Exception {
    byte[] truncated = Arrays.copyOf(IMAGE, IMAGE.length / 2);

    JsonNode execution =
        api.awaitEnd(
            id(api.submit(smallPipeline(api), Map.of(), IMAGE, truncated, IMAGE)), PATIENCE);

    assertThat(execution.path("status").asString()).isEqualTo("failed");
    assertThat(texts(execution.path("items"), "status"))
        .containsExactly("completed", "failed", "completed");
    JsonNode bad = execution.path("items").path(1);
    assertThat(bad.path("error").path("message").asString()).isNotBlank();
    assertThat(bad.path("output_files").size()).isZero();
    assertThat(execution.path("output_files").size()).isEqualTo(2);
    for (JsonNode output : execution.path("output_files")) {
      assertThat(api.get(output.path("download_url").asString()).status()).isEqualTo(200);
    }
    String base = execution.path("execution_id").asString() + "-resize-step-0-output";
    assertThat(texts(execution.path("output_files"), "file_id")).containsExactly(base, base + "-2");
  }

  @Test
  void parametersReachTheStepsTheyName() throws Exception {
    String pipeline =
        api.pipeline(
            name(),
            List.of(
                component("first", "resize", Map.of("width", 60, "height", 60, "mode", "stretch")),
                component(
                    "second",
                    "resize",
                    Map.of("width", 50, "height", 50, "mode", "stretch"),
                    "first")));

    assertThat(sizeWith(pipeline, "{\"resize_width\": 40}")).isEqualTo("40x50 image/jpeg");
    assertThat(sizeWith(pipeline, "{\"width\": 41}")).isEqualTo("41x50 image/jpeg");
    assertThat(sizeWith(pipeline, "{\"second\": {\"height\": 42}}")).isEqualTo("50x42 image/jpeg");
    assertThat(
            sizeWith(
                pipeline,
                "{\"width\": 1, \"resize_width\": 2, \"resize-step-1\": {\"width\": 43}}"))
        .isEqualTo("43x50 image/jpeg");
    assertThat(sizeWith(pipeline, "{\"output_format\": \"png\"}")).isEqualTo("50x50 image/png");
  }

  @Test
  void wrongParametersAreRefusedBeforeAnythingIsAccepted() throws Exception {
    String pipeline = smallPipeline(api);

    assertPointsTo(
        submit(pipeline, Map.of("parameters", "{\"no_such_thing\": 1}")),
        "VALIDATION_FAILED",
        "/parameters/no_such_thing");
    assertThat(submit(pipeline, Map.of("parameters", "{\"resize_width\": -5}")).status())
        .isEqualTo(400);
    assertThat(submit(pipeline, Map.of("parameters", "{\"output_quality\": 101}")).status())
        .isEqualTo(400);
    assertThat(submit(pipeline, Map.of("parameters", "[1]")).status()).isEqualTo(400);
    assertThat(submit(pipeline, Map.of("parameters", "{")).status()).isEqualTo(400);
    assertThat(submit(pipeline, Map.of("priority", "urgent")).status()).isEqualTo(400);
    assertProblem(submit("no-such-pipeline", Map.of()), 400, "PIPELINE_UNKNOWN");
    assertProblem(
        api.multipart("/v1/executions", Map.of(), List.of(Api.Part.field("pipeline_id", pipeline))),
        400,
        "INVALID_REQUEST");
    assertThat(api.get("/v1/executions?pipeline_id=" + pipeline).json().path("items").size())
        .isZero();
  }

  @Test
  void uploadedFilesCanBeNamedInstead() throws Exception {
    String file = upload(api, IMAGE);
    String pipeline = smallPipeline(api);

    Api.Answer accepted =
        api.post(
            "/v1/executions",
            Map.of("pipeline_id", pipeline, "input_file_ids", List.of(file), "priority", "high"));
    JsonNode execution = api.awaitEnd(id(accepted), PATIENCE);

    assertThat(execution.path("status").asString()).isEqualTo("completed");
    assertThat(execution.path("priority").asString()).isEqualTo("high");
    assertThat(execution.path("items").path(0).path("input_file_id").asString()).isEqualTo(file);
    assertPointsTo(
        api.post(
            "/v1/executions",
            Map.of("pipeline_id", pipeline, "input_file_ids", List.of(file, "no-such-file"))),
        "VALIDATION_FAILED",
        "/input_file_ids/1");
  }

  @Test
  void cancelChangesTheStateAtOnce() throws Exception {
    String running = Requests.busy(api);
    String waiting = accepted(api, smallPipeline(api));

    // the waiting one first: it would begin as soon as the other is cancelled
    for (String id : List.of(waiting, running)) {
      String path = "/v1/executions/" + id;
      Api.Answer cancelled = api.send("POST", path + "/cancel", Map.of(), new byte[0]);
      assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(202);
      assertThat(cancelled.header("Location")).isEqualTo(path);
      assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
      assertThat(api.get(path).json().path("status").asString()).isEqualTo("cancelled");
      assertProblem(
          api.send("POST", path + "/cancel", Map.of(), new byte[0]), 409, "ALREADY_FINISHED");
    }

    // the worker is free again, and what it was doing has left nothing
    assertThat(Requests.completed(api, smallPipeline(api)).path("status").asString())
        .isEqualTo("completed");
    JsonNode after = api.get("/v1/executions/" + running).json();
    assertThat(after.path("status").asString()).isEqualTo("cancelled");
    assertThat(after.path("output_files").size()).isZero();
    assertThat(api.delete("/v1/executions/" + running).status()).isEqualTo(204);
  }

  @Test
  void higherPriorityGoesFirst() throws Exception {
    List<String> busy = List.of(Requests.busy(api), Requests.busy(api));
    String pipeline = smallPipeline(api);
    Map<String, String> submitted = new LinkedHashMap<>();
    for (String priority : List.of("low", "normal", "high", "low", "normal", "high")) {
      submitted.put(id(submit(pipeline, Map.of("priority", priority))), priority);
    }
    Instant last = Instant.now();
    for (String id : busy) {
      assertThat(api.get("/v1/executions/" + id).json().has("completed_at"))
          .as("all were waiting at " + last)
          .isFalse();
      api.send("POST", "/v1/executions/" + id + "/cancel", Map.of(), new byte[0]);
    }

    Map<String, List<Instant>> begun = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : submitted.entrySet()) {
      JsonNode ended = api.awaitEnd(one.getKey(), PATIENCE);
      begun
          .computeIfAbsent(one.getValue(), priority -> new ArrayList<>())
          .add(Instant.parse(ended.path("started_at").asString()));
    }
    // those that are taken together may swap: each has to wait for its image to be read
    assertThat(middle(begun, "high")).isBefore(middle(begun, "normal"));
    assertThat(middle(begun, "normal")).isBefore(middle(begun, "low"));
  }

  private static Instant middle(Map<String, List<Instant>> begun, String priority) {
    List<Instant> sorted = begun.getOrDefault(priority, List.of()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  @Test
  void unfinishedExecutionAndItsFilesAreNotDeleted() throws Exception {
    String id = Requests.busy(api);
    JsonNode execution = api.get("/v1/executions/" + id).json();
    String file = execution.path("items").path(0).path("input_file_id").asString();

    assertProblem(api.delete("/v1/executions/" + id), 409, "IN_USE");
    assertProblem(api.delete("/v1/files/" + file), 409, "IN_USE");
    assertProblem(api.get("/v1/executions/" + id + "/archive"), 409, "CONFLICT");

    api.send("POST", "/v1/executions/" + id + "/cancel", Map.of(), new byte[0]);
    assertThat(api.delete("/v1/files/" + file).status()).isEqualTo(204);
  }

  @Test
  void deletedExecutionIsGoneWithItsFiles() throws Exception {
    JsonNode execution = Requests.completed(api, smallPipeline(api));
    String path = "/v1/executions/" + execution.path("execution_id").asString();

    assertThat(api.delete(path).status()).isEqualTo(204);

    assertProblem(api.get(path), 404, "NOT_FOUND");
    assertProblem(api.delete(path), 404, "NOT_FOUND");
    assertProblem(
        api.get(execution.path("output_files").path(0).path("download_url").asString()),
        404,
        "NOT_FOUND");
    assertProblem(
        api.get("/v1/files/" + execution.path("items").path(0).path("input_file_id").asString()),
        404,
        "NOT_FOUND");
  }

  @Test
  void archiveHoldsAllResults() throws Exception {
    String id = id(api.submit(smallPipeline(api), Map.of(), IMAGE, IMAGE));
    JsonNode execution = api.awaitEnd(id, PATIENCE);

    Api.Answer archive = api.get("/v1/executions/" + id + "/archive");

    assertThat(archive.contentType()).isEqualTo("application/zip");
    assertThat(archive.header("Content-Disposition")).startsWith("attachment");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.body()))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    assertThat(Api.JSON.readTree(entries.remove("results.json"))).isEqualTo(execution);
    List<byte[]> outputs = new ArrayList<>();
    for (JsonNode output : execution.path("output_files")) {
      outputs.add(api.get(output.path("download_url").asString()).body());
    }
    assertThat(entries.values()).containsExactlyElementsOf(outputs);
  }

  @Test
  void listIsFilteredAndPaged() throws Exception {
    Api mine = SERVER.user("pipeline_operator").api();
    String pipeline = smallPipeline(api);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(Requests.completed(mine, pipeline).path("execution_id").asString());
    }
    Requests.completed(api, pipeline);
    String filter = "/v1/executions?status=completed&created_by=me&pipeline_id=" + pipeline;

    assertThat(list(mine, filter)).isEqualTo(ids);
    assertThat(list(mine, filter + "&limit=2")).isEqualTo(ids);
    assertThat(list(api, "/v1/executions?limit=2&pipeline_id=" + pipeline)).hasSize(6);
    assertThat(list(mine, "/v1/executions?status=failed&pipeline_id=" + pipeline)).isEmpty();
    String third = mine.get("/v1/executions/" + ids.get(2)).json().path("created_at").asString();
    assertThat(list(mine, filter + "&from=" + third)).isEqualTo(ids.subList(0, 3));
    assertThat(list(mine, filter + "&to=" + third)).isEqualTo(ids.subList(3, 5));
    for (String wrong :
        List.of("limit=0", "limit=101", "limit=x", "status=done", "from=today", "to=1")) {
      assertProblem(mine.get("/v1/executions?" + wrong), 400, "VALIDATION_FAILED");
    }
    assertProblem(mine.get("/v1/executions?cursor=forged"), 400, "INVALID_REQUEST");
  }

  private static List<String> list(Api api, String path) throws Exception {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      Api.Answer page = api.get(path + cursor);
      assertThat(page.status()).as(page.toString()).isEqualTo(200);
      ids.addAll(texts(page.json().path("items"), "execution_id"));
      JsonNode next = page.json().path("next_cursor");
      cursor = next.isString() ? "&cursor=" + next.asString() : "";
    } while (!cursor.isEmpty());
    return ids;
  }

  private Api.Answer submit(String pipeline, Map<String, String> fields) throws Exception {
    List<Api.Part> parts = new ArrayList<>(List.of(Api.Part.field("pipeline_id", pipeline)));
    fields.forEach((name, value) -> parts.add(Api.Part.field(name, value)));
    parts.add(new Api.Part("input_files", "a.jpg", IMAGE));
    return api.multipart("/v1/executions", Map.of(), parts);
  }

  /** Width, height and type of the result with these parameters. */
  private String sizeWith(String pipeline, String parameters) throws Exception {
    JsonNode execution =
        api.awaitEnd(id(submit(pipeline, Map.of("parameters", parameters))), PATIENCE);
    JsonNode output = execution.path("output_files").path(0);
    byte[] bytes = api.get(output.path("download_url").asString()).body();
    var image = ImageIO.read(new ByteArrayInputStream(bytes));
    return image.getWidth()
        + "x"
        + image.getHeight()
        + " "
        + output.path("content_type").asString();
  }

  @Test
  void imagesMayBeOfAnyKind() throws Exception {
    byte[] gif = Images.encode("gif", 40, 30);
    byte[] bmp = Images.encode("bmp", 40, 30);

    JsonNode execution =
        api.awaitEnd(id(api.submit(smallPipeline(api), Map.of(), gif, bmp)), PATIENCE);

    assertThat(texts(execution.path("items"), "status")).containsExactly("completed", "completed");
  }
}
