package com.imageflowcanvas.server.protocol.rest.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Gate;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.SharedData;
import com.imageflowcanvas.testkit.server.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class ModelsControllerTest {
  private static final byte[] NO_MODEL = "no model".getBytes(StandardCharsets.UTF_8);

  private final TestClient admin;
  private final TestClient creator;

  ModelsControllerTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    creator = server.as(Role.PIPELINE_CREATOR);
  }

  @Test
  void builtInModelIsListedAndStays() {
    JsonNode haar = creator.get("/v1/models/haar-face").json();

    assertThat(creator.get("/v1/models").json().path("items").findValuesAsString("name"))
        .contains("haar-face");
    assertThat(haar.path("built_in").asBoolean()).isTrue();
    assertThat(haar.path("classes").get(0).asString()).isNotBlank();
    assertThat(admin.delete("/v1/models/haar-face").code()).isEqualTo("IN_USE");
    assertThat(
            admin
                .form(
                    "/v1/models",
                    List.of(Part.field("name", "haar-face"), Part.file("file", "x", NO_MODEL)))
                .code())
        .isEqualTo("ALREADY_EXISTS");
  }

  @Test
  void installedModelIsUsedNamedAndRemoved() throws IOException {
    byte[] onnx = Files.readAllBytes(SharedData.model("yolo11n_320_int8.onnx"));
    Answer added =
        admin.form(
            "/v1/models",
            List.of(Part.field("name", "uploaded"), Part.file("file", "any.onnx", onnx)));
    Answer alias = admin.put("/v1/models/aliases/nickname", Map.of("model", "uploaded"));
    String pipeline =
        creator.pipeline(
            "Uses an alias",
            Map.of(
                "id", "d",
                "component_type", "ai_detection",
                "parameters", Map.of("model_name", "nickname")));

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.header("Location")).contains("/v1/models/uploaded");
    assertThat(added.json().path("size_bytes").asInt()).isEqualTo(onnx.length);
    assertThat(added.json().path("input_width").asInt()).isEqualTo(320);
    assertThat(alias.json().path("aliases").get(0).asString()).isEqualTo("nickname");
    assertThat(creator.get("/v1/models/nickname").json().path("name").asString())
        .isEqualTo("uploaded");
    Answer inUse = admin.delete("/v1/models/uploaded");
    assertThat(inUse.code()).isEqualTo("IN_USE");
    assertThat(inUse.json().path("detail").asString()).contains("uses-an-alias");
    assertThat(admin.delete("/v1/models/aliases/nickname").code()).isEqualTo("IN_USE");

    creator.delete("/v1/pipelines/" + pipeline);
    assertThat(admin.delete("/v1/models/aliases/nickname").status()).isEqualTo(204);
    assertThat(admin.delete("/v1/models/uploaded").status()).isEqualTo(204);
    assertThat(creator.get("/v1/models/uploaded").code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void fileThatIsNoModelIsRefused() {
    Part file = Part.file("file", "broken.onnx", NO_MODEL);

    assertThat(admin.form("/v1/models", List.of(file)).code()).isEqualTo("MODEL_INVALID");
    assertThat(admin.form("/v1/models", List.of(file, Part.field("sha256", "x"))).pointers())
        .containsExactly("/sha256");
    assertThat(
            admin
                .form("/v1/models", List.of(file, Part.field("sha256", "0".repeat(64))))
                .pointers())
        .containsExactly("/sha256");
    assertThat(admin.form("/v1/models", List.of(file, Part.field("name", "../x"))).pointers())
        .containsExactly("/name");
    assertThat(admin.form("/v1/models", List.of()).status()).isEqualTo(400);
    assertThat(admin.get("/v1/models/broken").status()).isEqualTo(404);
  }

  @Test
  void modelsAreNotFetchedFromInside() {
    for (String url :
        new String[] {
          "http://127.0.0.1:" + admin.port() + "/health/live",
          "http://localhost/x.onnx",
          "http://[::1]/x.onnx",
          "http://169.254.169.254/latest",
          "file:///etc/passwd",
          "not a url"
        }) {
      Answer refused = admin.post("/v1/models", Map.of("url", url, "name", "inside"));
      assertThat(refused.status()).as(url).isEqualTo(400);
      assertThat(refused.pointers()).as(url).containsExactly("/url");
    }
    assertThat(admin.post("/v1/models", Map.of("name", "x")).pointers()).containsExactly("/url");
  }

  @Test
  void resultNamesTheModelThatMadeItByItsFile() throws IOException {
    byte[] onnx = Files.readAllBytes(SharedData.model("yolox_nano.onnx"));
    List<Part> form = List.of(Part.field("name", "traced"), Part.file("file", "x.onnx", onnx));
    assertThat(admin.form("/v1/models", form).status()).isEqualTo(201);
    assertThat(admin.put("/v1/models/aliases/today", Map.of("model", "traced")).status())
        .isEqualTo(200);
    String pipeline =
        creator.pipeline(
            "Traced",
            Map.of("id", "small", "component_type", "resize", "parameters", Map.of("width", 32)),
            Map.of(
                "id",
                "d",
                "component_type",
                "ai_detection",
                "parameters",
                Map.of("model_name", "today")));
    String execution = creator.submit(pipeline, Images.jpeg(64, 48));
    JsonNode ended = creator.await(execution, "completed", "failed");
    String file = ended.path("output_files").get(0).path("file_id").asString();

    JsonNode provenance = creator.get("/v1/files/" + file + "/metadata").json().path("provenance");
    assertThat(provenance.path("models").size()).isEqualTo(1);
    assertThat(provenance.path("models").get(0).path("name").asString()).isEqualTo("traced");
    assertThat(provenance.path("models").get(0).path("sha256").asString())
        .isEqualTo(Sha256.of(onnx));
    assertThat(provenance.path("pipeline_version").asInt()).isEqualTo(1);
    assertThat(provenance.path("input_sha256").asString())
        .isEqualTo(Sha256.of(Images.jpeg(64, 48)));

    creator.delete("/v1/pipelines/" + pipeline);
    assertThat(admin.delete("/v1/models/traced").status()).isEqualTo(204);
  }

  @Test
  void modelThatAnExecutionWaitsForIsNotRemoved() throws IOException {
    byte[] onnx = Files.readAllBytes(SharedData.model("yolox_nano.onnx"));
    List<Part> form = List.of(Part.field("name", "awaited"), Part.file("file", "x.onnx", onnx));
    assertThat(admin.form("/v1/models", form).status()).isEqualTo(201);
    String pipeline =
        creator.pipeline(
            "Awaits",
            Map.of("id", "g", "component_type", "test_gate", "parameters", Map.of("name", "model")),
            Map.of("id", "d", "component_type", "ai_detection"));
    try (Gate.Closed _ = Gate.close("model")) {
      Answer submitted =
          creator.form(
              "/v1/executions",
              List.of(
                  Part.field("pipeline_id", pipeline),
                  Part.field("parameters", "{\"ai_model\": \"awaited\"}"),
                  Part.file("input_files", "a.jpg", Images.jpeg(64, 48))));
      String execution = submitted.json().path("execution_id").asString();

      Answer refused = admin.delete("/v1/models/awaited");
      assertThat(refused.code()).isEqualTo("IN_USE");
      assertThat(refused.json().path("detail").asString()).contains("execution " + execution);

      creator.request("POST", "/v1/executions/" + execution + "/cancel");
      assertThat(admin.delete("/v1/models/awaited").status()).isEqualTo(204);
    }
  }

  @Test
  void namesThatCannotBeAreShown() {
    Answer refused = admin.put("/v1/models/aliases/a%20b", Map.of("model", "haar-face"));

    assertThat(refused.pointers()).containsExactly("/alias");
    assertThat(refused.json().path("detail").asString()).startsWith("alias: a b (expected: ");
    assertThat(admin.post("/v1/models", Map.of("url", "http://127.0.0.1:99999/x.onnx")).pointers())
        .containsExactly("/url");
  }

  @Test
  void onlyAdminsChangeModels() {
    assertThat(creator.form("/v1/models", List.of(Part.file("file", "x.onnx", NO_MODEL))).code())
        .isEqualTo("FORBIDDEN");
    assertThat(creator.post("/v1/models", Map.of("url", "https://example.com/x.onnx")).code())
        .isEqualTo("FORBIDDEN");
    assertThat(creator.delete("/v1/models/haar-face").code()).isEqualTo("FORBIDDEN");
    assertThat(creator.put("/v1/models/aliases/a", Map.of("model", "haar-face")).code())
        .isEqualTo("FORBIDDEN");
    assertThat(creator.delete("/v1/models/aliases/a").code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void aliasesAreChecked() {
    Answer none = admin.put("/v1/models/aliases/a", Map.of("model", "none"));
    assertThat(none.code()).isEqualTo("MODEL_NOT_INSTALLED");
    assertThat(none.pointers()).containsExactly("/model");
    assertThat(admin.put("/v1/models/aliases/a", Map.of()).pointers()).containsExactly("/model");
    assertThat(admin.delete("/v1/models/aliases/none").code()).isEqualTo("NOT_FOUND");
  }
}
