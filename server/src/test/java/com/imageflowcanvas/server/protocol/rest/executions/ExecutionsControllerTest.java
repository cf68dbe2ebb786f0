package com.imageflowcanvas.server.protocol.rest.executions;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Gate;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(WithServer.class)
class ExecutionsControllerTest {
  private static final Map<String, Object> GATE = Map.of("id", "g", "component_type", "test_gate");
  private static final byte[] PHOTO = Images.jpeg(64, 48);

  private final TestClient admin;
  private final TestClient operator;
  private final TestClient viewer;

  ExecutionsControllerTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    operator = server.as(Role.PIPELINE_OPERATOR);
    viewer = server.as(Role.VIEWER);
  }

  @Test
  void completedExecutionTellsEverythingOfTheApiDocument() {
    String pipeline = admin.pipeline("Tells everything", GATE);
    JsonNode done = operator.await(operator.submit(pipeline, PHOTO, PHOTO), "completed");

    assertThat(done.path("pipeline_id").asString()).isEqualTo(pipeline);
    assertThat(done.path("pipeline_version").asInt()).isEqualTo(1);
    assertThat(done.path("execution_mode").asString()).isEqualTo("direct_grpc");
    assertThat(done.path("priority").asString()).isEqualTo("normal");
    assertThat(done.path("processing_time_ms").asDouble()).isPositive();
    JsonNode progress = done.path("progress");
    assertThat(progress.path("current_step").asString()).isEqualTo("完了");
    assertThat(progress.path("total_steps").asInt()).isEqualTo(1);
    assertThat(progress.path("completed_steps").asInt()).isEqualTo(1);
    assertThat(progress.path("percentage").asDouble()).isEqualTo(100.0);
    JsonNode step = done.path("steps").get(0);
    assertThat(step.path("step_id").asString()).isEqualTo("test_gate-step-0");
    assertThat(step.path("component_name").asString()).isEqualTo("test_gate");
    assertThat(step.path("status").asString()).isEqualTo("completed");
    assertThat(step.path("processing_time_ms").asDouble()).isPositive();
    assertThat(done.path("items").size()).isEqualTo(2);
    assertThat(done.has("error")).isFalse();
    Instant created = Instant.parse(done.path("created_at").asString());
    Instant started = Instant.parse(done.path("started_at").asString());
    Instant completed = Instant.parse(done.path("completed_at").asString());
    assertThat(started).isBetween(created, completed);
  }

  @Test
  void outputsAreNamedAndCanBeDownloaded() {
    String pipeline = admin.pipeline("Outputs", GATE);
    String id = operator.submit(pipeline, PHOTO, PHOTO);
    JsonNode outputs = operator.await(id, "completed").path("output_files");

    assertThat(outputs.findValuesAsString("file_id"))
        .containsExactly(id + "-test_gate-step-0-output", id + "-test_gate-step-0-output-1");
    JsonNode first = outputs.get(0);
    assertThat(first.path("download_url").asString())
        .isEqualTo("/v1/files/" + first.path("file_id").asString() + "/download");
    Answer file = viewer.get(first.path("download_url").asString());
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).contains(first.path("content_type").asString());
    assertThat(file.body()).hasSize(first.path("file_size").asInt());
  }

  @Test
  void everyResultSaysHowItCameToBe() {
    String pipeline =
        admin.pipeline("Explained", Map.of("id", "faces", "component_type", "ai_detection"));
    String id = operator.submit(pipeline, PHOTO);
    JsonNode outputs = operator.await(id, "completed").path("output_files");

    assertThat(outputs.size()).isEqualTo(2);
    for (String file : outputs.findValuesAsString("file_id")) {
      JsonNode provenance = viewer.get("/v1/files/" + file + "/metadata").json().path("provenance");
      assertThat(provenance.path("pipeline_id").asString()).isEqualTo(pipeline);
      assertThat(provenance.path("pipeline_version").asInt()).isEqualTo(1);
      assertThat(provenance.path("parameters").isObject()).isTrue();
      assertThat(provenance.path("input_sha256").asString())
          .isEqualTo(com.imageflowcanvas.file.Sha256.of(PHOTO));
      JsonNode model = provenance.path("models").get(0);
      assertThat(model.path("name").asString()).isEqualTo("haar-face");
      assertThat(model.path("sha256").asString()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void currentStepIsInTheLanguageOfTheReader() {
    String id = operator.submit(admin.pipeline("Language", GATE), PHOTO);
    operator.await(id, "completed");

    assertThat(currentStep(id, "en-US,en;q=0.9,ja;q=0.5")).isEqualTo("Completed");
    assertThat(currentStep(id, "fr,ja;q=0.8,en;q=0.5")).isEqualTo("完了");
    assertThat(currentStep(id, "fr")).isEqualTo("完了");
    assertThat(currentStep(id, ";;;")).isEqualTo("完了");
  }

  @Test
  void oneBadImageDoesNotLoseTheOthers() {
    String pipeline = admin.pipeline("Mixed", GATE);
    String id =
        operator.submit(pipeline, PHOTO, "no image".repeat(20).getBytes(StandardCharsets.UTF_8));
    JsonNode ended = operator.await(id, "failed");

    assertThat(ended.path("items").findValuesAsString("status"))
        .containsExactly("completed", "failed");
    JsonNode bad = ended.path("items").get(1);
    assertThat(bad.path("error").path("code").asString()).isEqualTo("IMAGE_NOT_RECOGNIZED");
    assertThat(bad.has("input_file_id")).isFalse();
    assertThat(ended.path("output_files").size()).isEqualTo(1);
    assertThat(ended.path("error").path("message").asString()).isNotBlank();
  }

  @Test
  void failedStepIsToldWithItsReason() {
    String pipeline =
        admin.pipeline(
            "Fails",
            Map.of("id", "a", "component_type", "test_gate", "parameters", Map.of("fails", true)),
            Map.of("id", "b", "component_type", "test_gate"));
    JsonNode ended = operator.await(operator.submit(pipeline, PHOTO), "failed");

    assertThat(ended.path("steps").findValuesAsString("status"))
        .containsExactly("failed", "pending");
    assertThat(ended.path("error").path("message").asString()).contains("told to fail");
  }

  @Test
  void runningExecutionIsCancelledOnce() {
    String pipeline =
        admin.pipeline(
            "Cancelled",
            Map.of(
                "id", "g", "component_type", "test_gate", "parameters", Map.of("name", "cancel")));
    try (Gate.Closed gate = Gate.close("cancel")) {
      String id = operator.submit(pipeline, PHOTO);
      JsonNode running = operator.await(id, "running");
      Answer cancelled = operator.postBytes("/v1/executions/" + id + "/cancel", new byte[0]);

      assertThat(running.path("progress").path("percentage").asDouble()).isLessThan(100);

      assertThat(cancelled.status()).isEqualTo(202);
      assertThat(cancelled.header("Location")).contains("/v1/executions/" + id);
      assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
    }
  }

  @Test
  void finishedExecutionCannotBeCancelled() {
    String id = operator.submit(admin.pipeline("Finished", GATE), PHOTO);
    operator.await(id, "completed");

    assertThat(operator.postBytes("/v1/executions/" + id + "/cancel", new byte[0]).code())
        .isEqualTo("ALREADY_FINISHED");
    assertThat(viewer.postBytes("/v1/executions/" + id + "/cancel", new byte[0]).code())
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void deletedExecutionIsGoneWithItsFiles() {
    String id = operator.submit(admin.pipeline("Deleted run", GATE), PHOTO);
    String url =
        operator.await(id, "completed").path("output_files").get(0).path("download_url").asString();

    assertThat(operator.delete("/v1/executions/" + id).status()).isEqualTo(204);
    assertThat(operator.get("/v1/executions/" + id).code()).isEqualTo("NOT_FOUND");
    assertThat(operator.get(url).code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void listIsFiltered() {
    String pipeline = admin.pipeline("Listed", GATE);
    String first = operator.submit(pipeline, PHOTO);
    operator.await(first, "completed");
    String second = operator.submit(pipeline, PHOTO);
    JsonNode later = operator.await(second, "completed");

    String of = "/v1/executions?pipeline_id=listed";
    assertThat(ids(viewer.get(of))).containsExactly(second, first);
    assertThat(ids(viewer.get(of + "&limit=1"))).containsExactly(second);
    assertThat(ids(viewer.get(of + "&status=failed"))).isEmpty();
    String at = later.path("created_at").asString();
    assertThat(ids(viewer.get(of + "&from=" + at))).containsExactly(second);
    assertThat(ids(viewer.get(of + "&to=" + at))).containsExactly(first);
    String unescaped = at.replace("Z", "+00:00");
    assertThat(ids(viewer.get(of + "&from=" + unescaped))).containsExactly(second);
    assertThat(ids(viewer.get(of + "&created_by=me"))).isEmpty();
    String cursor = viewer.get(of + "&limit=1").json().path("next_cursor").asString();
    assertThat(ids(viewer.get(of + "&limit=1&cursor=" + cursor))).containsExactly(first);
    assertThat(viewer.get("/v1/executions?status=done").pointers()).containsExactly("/status");
    assertThat(viewer.get("/v1/executions?from=yesterday").pointers()).containsExactly("/from");
    assertThat(viewer.get("/v1/executions?pipeline_id=no+such").pointers())
        .containsExactly("/pipeline_id");
    assertThat(viewer.get("/v1/executions?limit=1000").pointers()).containsExactly("/limit");
  }

  @Test
  void archiveHoldsTheOutputsAndTheirStory() throws IOException {
    String id = operator.submit(admin.pipeline("Archived", GATE), PHOTO, PHOTO);
    operator.await(id, "completed");

    Answer archive = viewer.get("/v1/executions/" + id + "/archive");

    assertThat(archive.header("Content-Type")).contains("application/zip");
    Map<String, byte[]> entries = unzip(archive.body());
    assertThat(entries.keySet())
        .containsExactly(
            "1/photo-0-test_gate-step-0.jpg", "2/photo-1-test_gate-step-0.jpg", "results.json");
    JsonNode results = JsonMapper.shared().readTree(entries.get("results.json"));
    assertThat(results.path("execution_id").asString()).isEqualTo(id);
  }

  @Test
  void archiveIsWholeWithoutTheOutputsThatWereDeleted() throws IOException {
    String id = operator.submit(admin.pipeline("Partly deleted", GATE), PHOTO, PHOTO);
    JsonNode outputs = operator.await(id, "completed").path("output_files");
    String first = outputs.get(0).path("file_id").asString();
    assertThat(operator.delete("/v1/files/" + first).status()).isEqualTo(204);

    Answer archive = viewer.get("/v1/executions/" + id + "/archive");

    assertThat(archive.status()).isEqualTo(200);
    assertThat(unzip(archive.body()).keySet())
        .containsExactly("2/photo-1-test_gate-step-0.jpg", "results.json");
  }

  @Test
  void unknownExecutionIsNotFound() {
    String none = "/v1/executions/00000000-0000-0000-0000-000000000000";

    assertThat(viewer.get(none).code()).isEqualTo("NOT_FOUND");
    assertThat(viewer.get(none + "/archive").code()).isEqualTo("NOT_FOUND");
    assertThat(operator.postBytes(none + "/cancel", new byte[0]).code()).isEqualTo("NOT_FOUND");
    assertThat(operator.delete("/v1/executions/" + "x".repeat(3000)).status()).isEqualTo(404);
  }

  private String currentStep(String id, String language) {
    return viewer
        .get("/v1/executions/" + id, "Accept-Language", language)
        .json()
        .path("progress")
        .path("current_step")
        .asString();
  }

  private Answer submit(Part... parts) {
    return operator.form("/v1/executions", List.of(parts));
  }

  private static List<String> ids(Answer list) {
    return list.json().path("items").findValuesAsString("execution_id");
  }

  private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }
}
