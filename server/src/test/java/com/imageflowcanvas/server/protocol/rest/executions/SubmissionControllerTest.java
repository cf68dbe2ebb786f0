package com.imageflowcanvas.server.protocol.rest.executions;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class SubmissionControllerTest {
  private static final Map<String, Object> GATE = Map.of("id", "g", "component_type", "test_gate");
  private static final byte[] PHOTO = Images.jpeg(64, 48);

  private final TestClient admin;
  private final TestClient operator;
  private final TestClient viewer;

  SubmissionControllerTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    operator = server.as(Role.PIPELINE_OPERATOR);
    viewer = server.as(Role.VIEWER);
  }

  @Test
  void submissionThatCannotBeIsRefusedWithItsPlace() {
    String pipeline = admin.pipeline("Refused", GATE);
    Part of = Part.field("pipeline_id", pipeline);
    Part photo = Part.file("input_files", "a.jpg", PHOTO);

    assertThat(submit(photo).pointers()).containsExactly("/pipeline_id");
    Answer unknown = submit(Part.field("pipeline_id", "nope"), photo);
    assertThat(unknown.code()).isEqualTo("PIPELINE_UNKNOWN");
    assertThat(unknown.pointers()).containsExactly("/pipeline_id");
    assertThat(submit(of).pointers()).containsExactly("/input_files");
    Answer empty = operator.post("/v1/executions", Map.of("pipeline_id", pipeline));
    assertThat(empty.code()).isEqualTo("INVALID_REQUEST");
    assertThat(empty.pointers()).containsExactly("/input_files");
    assertThat(submit(of, of, photo).status()).isEqualTo(400);
    assertThat(submit(of, photo, Part.field("priority", "urgent")).pointers())
        .containsExactly("/priority");
    assertThat(submit(of, photo, Part.field("colour", "red")).pointers())
        .containsExactly("/colour");
    assertThat(submit(of, photo, Part.field("parameters", "{\"a\":1,\"a\":2}")).pointers())
        .containsExactly("/parameters");
    assertThat(submit(of, photo, Part.field("parameters", "{\"a\":NaN}")).status()).isEqualTo(400);
    assertThat(submit(of, photo, Part.field("parameters", "[1]")).status()).isEqualTo(400);
    assertThat(submit(of, photo, Part.field("parameters", "{\"no_such\":1}")).pointers())
        .containsExactly("/parameters/no_such");
    assertThat(submit(of, Part.field("input_file_ids", "../etc/passwd")).pointers())
        .containsExactly("/input_file_ids/0");
    assertThat(submit(of, Part.file("input_files", "x.jpg", new byte[0])).status())
        .isBetween(400, 499);
    assertThat(submit(of, Part.file("input_files", "x.jpg", new byte[3 << 20])).status())
        .isEqualTo(413);
  }

  @Test
  void anIdempotencyKeyThatCannotBeIsRefusedWithItsPlace() {
    Part of = Part.field("pipeline_id", admin.pipeline("Keyed", GATE));
    Part photo = Part.file("input_files", "a.jpg", PHOTO);
    Part file = Part.file("file", "a.jpg", PHOTO);
    for (String key : new String[] {" ", "k".repeat(300)}) {
      assertThat(
              operator
                  .form("/v1/executions", List.of(of, photo), "Idempotency-Key", key)
                  .pointers())
          .containsExactly("/Idempotency-Key");
      assertThat(operator.form("/v1/files", List.of(file), "Idempotency-Key", key).pointers())
          .containsExactly("/Idempotency-Key");
    }
  }

  @Test
  void brokenFormsAreRefused() {
    String form = "multipart/form-data; boundary=b";

    assertThat(operator.postBytes("/v1/executions", new byte[0], "Content-Type", form).code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            operator
                .postBytes(
                    "/v1/executions",
                    "--other\r\n\r\nx".getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    form)
                .code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            operator
                .postBytes("/v1/executions", PHOTO, "Content-Type", "multipart/form-data")
                .status())
        .isBetween(400, 415);
    assertThat(operator.postBytes("/v1/executions", PHOTO, "Content-Type", "image/jpeg").status())
        .isEqualTo(415);
  }

  @Test
  void clientIsToldWhenTheRestOfItsBodyIsNotRead() {
    Answer broken =
        operator.postBytes(
            "/v1/executions",
            new byte[300_000],
            "Content-Type",
            "multipart/form-data; boundary=none");
    Answer other = operator.postBytes("/v1/executions", PHOTO, "Content-Type", "text/plain");
    Answer whole = operator.post("/v1/executions", Map.of());

    assertThat(broken.header("Connection")).contains("close");
    assertThat(other.header("Connection")).contains("close");
    assertThat(whole.header("Connection")).isEmpty();
  }

  @Test
  void viewersRunNothing() {
    String pipeline = admin.pipeline("Not for viewers", GATE);

    Answer refused =
        viewer.form(
            "/v1/executions",
            List.of(Part.field("pipeline_id", pipeline), Part.file("input_files", "a.jpg", PHOTO)));
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void sameKeyAndContentGetTheSameAnswer() {
    String pipeline = admin.pipeline("Idempotent", GATE);
    Part of = Part.field("pipeline_id", pipeline);
    Part photo = Part.file("input_files", "a.jpg", PHOTO);
    Part other = Part.file("input_files", "a.jpg", Images.jpeg(32, 32));

    Answer first = operator.form("/v1/executions", List.of(of, photo), "Idempotency-Key", "k1");
    Answer again = operator.form("/v1/executions", List.of(photo, of), "Idempotency-Key", "k1");
    Answer changed = operator.form("/v1/executions", List.of(of, other), "Idempotency-Key", "k1");
    Answer ofAdmin = admin.form("/v1/executions", List.of(of, other), "Idempotency-Key", "k1");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("execution_id")).isEqualTo(first.json().path("execution_id"));
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    assertThat(changed.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
    assertThat(ofAdmin.status()).isEqualTo(202);
  }

  @Test
  void acceptedAnswerSaysWhereAndWhen() {
    String pipeline = admin.pipeline("Accepted", GATE);
    Answer answer =
        operator.form(
            "/v1/executions",
            List.of(
                Part.field("pipeline_id", pipeline),
                Part.field("priority", "high"),
                Part.field("parameters", "{\"test_gate_weight\": 2}"),
                Part.file("input_files[]", "a.jpg", PHOTO)));

    String id = answer.json().path("execution_id").asString();
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).contains("/v1/executions/" + id);
    assertThat(answer.json().path("status").asString()).isEqualTo("pending");
    assertThat(Instant.parse(answer.json().path("estimated_completion").asString()))
        .isAfter(Instant.EPOCH);
    JsonNode done = operator.await(id, "completed");
    assertThat(done.path("priority").asString()).isEqualTo("high");
    assertThat(done.path("parameters").path("test_gate_weight").asInt()).isEqualTo(2);
  }

  @Test
  void uploadedFilesCanBeNamedInJsonAndInForms() {
    String pipeline = admin.pipeline("Named files", GATE);
    String file =
        operator
            .form("/v1/files", List.of(Part.file("file", "a.jpg", PHOTO)))
            .json()
            .path("file_id")
            .asString();

    Answer json =
        operator.post(
            "/v1/executions", Map.of("pipeline_id", pipeline, "input_file_ids", List.of(file)));
    Answer form =
        operator.form(
            "/v1/executions",
            List.of(
                Part.field("pipeline_id", pipeline),
                Part.field("input_file_ids", "[\"" + file + "\"]")));

    assertThat(json.status()).isEqualTo(202);
    assertThat(form.status()).isEqualTo(202);
    JsonNode done = operator.await(json.json().path("execution_id").asString(), "completed");
    assertThat(done.path("items").get(0).path("input_file_id").asString()).isEqualTo(file);
  }

  private Answer submit(Part... parts) {
    return operator.form("/v1/executions", List.of(parts));
  }
}
