package com.imageflowcanvas.server.protocol.rest.executions;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.execution.ExecutionWatch;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Gate;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Submissions whose client waits for the end, or for the picture itself. */
@ExtendWith(WithServer.class)
class WaitingTest {
  private static final byte[] PHOTO = Images.jpeg(64, 48);

  private final TestClient client;
  private final String pipeline;

  WaitingTest(TestServer server) {
    client = server.as(Role.ADMIN);
    pipeline = client.pipeline("Waiting", Map.of("id", "r", "component_type", "resize"));
    assertThat(server.bean(ExecutionWatch.class)).isNotNull();
  }

  @Test
  void whoWaitsGetsTheEndedExecution() {
    Answer answer = submit(pipeline, List.of(), "Prefer", "wait=60");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Preference-Applied")).contains("wait");
    assertThat(answer.json().path("status").asString()).isEqualTo("completed");
    String id = answer.json().path("execution_id").asString();
    assertThat(client.get("/v1/executions/" + id).json()).isEqualTo(answer.json());
  }

  @Test
  void filesThatWereUploadedBeforeAreWaitedForToo() {
    String file =
        client
            .form("/v1/files", List.of(Part.file("file", "a.jpg", PHOTO)))
            .json()
            .path("file_id")
            .asString();
    Map<String, Object> body = Map.of("pipeline_id", pipeline, "input_file_ids", List.of(file));
    assertThat(client.post("/v1/executions", body, "Prefer", "wait=60").status()).isEqualTo(200);
    Answer picture = client.post("/v1/executions", body, "Accept", "image/*");
    assertThat(picture.header("Content-Type")).contains("image/jpeg");
  }

  @Test
  void whenTheTimeIsUpTheAnswerIsTheUsualOne() {
    String name = "waiting-too-long";
    String slow = gated("Waiting too long", name);
    try (Gate.Closed _ = Gate.close(name)) {
      for (String[] headers :
          new String[][] {
            {"Prefer", "wait=1"},
            {"Prefer", "wait=0"},
            {"Prefer", "wait=soon"},
            {"Prefer", "wait=-1"},
            {"Accept", "image/*", "Prefer", "wait=1"},
            {"Accept", "image/*", "Prefer", "respond-async"}
          }) {
        Answer answer = submit(slow, List.of(), headers);
        assertThat(answer.status()).as(String.join(" ", headers)).isEqualTo(202);
        assertThat(answer.header("Location")).isPresent();
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(answer.json().path("status").asString()).isEqualTo("pending");
      }
    }
  }

  @Test
  void thePictureIsTheAnswer() throws Exception {
    Answer answer = submit(pipeline, List.of(), "Accept", "image/jpeg", "Prefer", "wait");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("image/jpeg");
    assertThat(answer.header("Preference-Applied")).contains("wait");
    assertThat(answer.header("Vary").orElse("")).contains("Accept");
    String execution = answer.header("X-Execution-Id").orElseThrow();
    assertThat(client.get("/v1/executions/" + execution).json().path("status").asString())
        .isEqualTo("completed");
    Answer stored = client.get(answer.header("Content-Location").orElseThrow());
    assertThat(stored.body()).isEqualTo(answer.body());
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.body()))).isNotNull();
  }

  @Test
  void whoAcceptsOneTypeOfImageGetsThatOne() {
    assertThat(submit(pipeline, List.of(), "Accept", "image/png").header("Content-Type"))
        .contains("image/png");
    assertThat(submit(pipeline, List.of(), "Accept", "image/webp, image/*;q=0.5"))
        .matches(
            answer -> answer.header("Content-Type").equals(java.util.Optional.of("image/webp")));
    Part png = Part.field("parameters", "{\"output_format\":\"png\"}");
    assertThat(submit(pipeline, List.of(png), "Accept", "image/*").header("Content-Type"))
        .contains("image/png");
    Answer other = submit(pipeline, List.of(png), "Accept", "image/jpeg");
    assertThat(other.status()).isEqualTo(406);
    assertThat(other.json().path("detail").asString()).contains("output_format is png");
  }

  @Test
  void browsersThatAlsoTakeImagesGetJson() {
    for (String accept :
        List.of("*/*", "text/html,image/webp,*/*;q=0.8", "application/json, image/*", "rubbish")) {
      Answer answer = submit(pipeline, List.of(), "Accept", accept, "Prefer", "wait=60");
      assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
    }
  }

  @Test
  void whatCannotBeOnePictureIsRefusedBeforeItIsBegun() {
    Part second = Part.file("input_files", "b.jpg", PHOTO);
    Answer several = submit(pipeline, List.of(second), "Accept", "image/*");
    assertThat(several.code()).isEqualTo("NOT_ACCEPTABLE");
    assertThat(several.json().path("detail").asString()).contains("2 images (expected: one;");
    assertThat(submit(pipeline, List.of(), "Accept", "image/avif").code())
        .isEqualTo("NOT_ACCEPTABLE");
    Answer json =
        submit(pipeline, List.of(second), "Accept", "image/*, */*;q=0.1", "Prefer", "wait=60");
    assertThat(json.json().path("items").size()).isEqualTo(2);
  }

  @Test
  void aFailedRunIsItsProblem() {
    String fails =
        client.pipeline(
            "Waiting for a failure",
            Map.of("id", "g", "component_type", "test_gate", "parameters", Map.of("fails", true)));
    Answer answer = submit(fails, List.of(), "Accept", "image/*");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("STEP_FAILED");
    assertThat(answer.header("X-Execution-Id")).isPresent();
    Answer broken =
        client.form(
            "/v1/executions",
            List.of(
                Part.field("pipeline_id", pipeline), Part.file("input_files", "a.jpg", cut(PHOTO))),
            "Accept",
            "image/*");
    assertThat(broken.status()).as(broken.toString()).isBetween(400, 499);
    assertThat(submit(fails, List.of(), "Prefer", "wait=60").json().path("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void repeatsOfAKeyGetTheSameEnd() {
    String[] waits = {"Idempotency-Key", "waiting-key", "Prefer", "wait=60"};
    Answer first = submit(pipeline, List.of(), waits);
    Answer again = submit(pipeline, List.of(), waits);
    Answer picture =
        submit(pipeline, List.of(), "Idempotency-Key", "waiting-key", "Accept", "image/*");
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    assertThat(picture.header("X-Execution-Id"))
        .contains(first.json().path("execution_id").asString());
  }

  @Test
  void readingAnExecutionCanWaitForItsEnd() throws Exception {
    String name = "long-poll";
    String slow = gated("Long poll", name);
    List<CompletableFuture<Answer>> polls = new ArrayList<>();
    try (Gate.Closed _ = Gate.close(name)) {
      String path = submit(slow, List.of()).header("Location").orElseThrow();
      Answer early = client.get(path, "Prefer", "wait=1");
      assertThat(early.status()).isEqualTo(200);
      assertThat(early.header("Preference-Applied")).isEmpty();
      for (int i = 0; i < 10; i++) {
        polls.add(
            CompletableFuture.supplyAsync(
                () -> client.get(path, "Prefer", "foo=\"a, wait=1\", wait=60")));
      }
    }
    for (CompletableFuture<Answer> poll : polls) {
      Answer answer = poll.get(60, TimeUnit.SECONDS);
      assertThat(answer.header("Preference-Applied")).contains("wait");
      assertThat(answer.json().path("status").asString()).isEqualTo("completed");
    }
    assertThat(client.get("/v1/executions/nope", "Prefer", "wait=60").status()).isEqualTo(404);
  }

  private String gated(String title, String gate) {
    return client.pipeline(
        title,
        Map.of("id", "g", "component_type", "test_gate", "parameters", Map.of("name", gate)));
  }

  private Answer submit(String to, List<Part> more, String... headers) {
    List<Part> parts = new ArrayList<>(more);
    parts.add(Part.field("pipeline_id", to));
    parts.add(Part.file("input_files", "a.jpg", PHOTO));
    return client.form("/v1/executions", parts, headers);
  }

  private static byte[] cut(byte[] image) {
    return java.util.Arrays.copyOf(image, image.length / 3);
  }
}
