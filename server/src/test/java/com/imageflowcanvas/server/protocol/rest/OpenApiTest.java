package com.imageflowcanvas.server.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.Schemas;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class OpenApiTest {
  private static final Map<String, Object> GATE = Map.of("id", "g", "component_type", "test_gate");

  private final TestClient admin;
  private final JsonNode api;
  private final Schemas schemas;

  OpenApiTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    api = server.anonymous().get("/openapi.json").json();
    schemas = new Schemas(api);
  }

  @Test
  void everyEndpointOfTheApiDocumentIsThere() {
    for (String endpoint :
        List.of(
            "post /v1/auth/login",
            "post /v1/auth/logout",
            "get /v1/pipelines",
            "post /v1/pipelines",
            "get /v1/pipelines/{id}",
            "put /v1/pipelines/{id}",
            "delete /v1/pipelines/{id}",
            "post /v1/executions",
            "get /v1/executions/{id}",
            "post /v1/executions/{id}/cancel",
            "get /v1/components",
            "get /v1/components/{id}",
            "post /v1/files",
            "get /v1/files/{id}")) {
      String[] words = endpoint.split(" ");
      assertThat(api.path("paths").path(words[1]).has(words[0])).as(endpoint).isTrue();
    }
  }

  @Test
  void everyOperationHasANameAWordAndItsErrors() {
    Set<String> names = new HashSet<>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String what = operation.getKey() + " " + path.getKey();
                          JsonNode told = operation.getValue();
                          assertThat(names.add(told.path("operationId").asString()))
                              .as(what)
                              .isTrue();
                          assertThat(told.path("summary").asString()).as(what).isNotBlank();
                          assertThat(told.path("tags").size()).as(what).isEqualTo(1);
                          assertThat(
                                  path.getKey().startsWith("/health")
                                      || told.path("responses").has("default"))
                              .as(what)
                              .isTrue();
                        }));
    assertThat(names).hasSizeGreaterThan(30);
  }

  @Test
  void whatAccountsMayBeRefusedIsTold() {
    assertThat(api.at("/paths/~1v1~1auth~1refresh/post/responses").has("403")).isTrue();
    assertThat(api.at("/paths/~1v1~1auth~1logout/post/responses").has("409")).isTrue();
    assertThat(api.at("/paths/~1v1~1api-keys~1{id}/delete/responses").has("403")).isTrue();
  }

  @Test
  void membersAreNamedAsOnTheWire() {
    List<String> wrong = new ArrayList<>();
    api.path("components")
        .path("schemas")
        .properties()
        .forEach(
            schema ->
                schema.getValue().path("properties").propertyNames().stream()
                    .filter(name -> !name.matches("[a-z][a-z0-9_]*(\\[])?"))
                    .forEach(name -> wrong.add(schema.getKey() + "." + name)));

    assertThat(wrong).isEmpty();
  }

  @Test
  void answersAreAsTold() {
    Answer created =
        admin.post("/v1/pipelines", Map.of("name", "As told", "components", List.of(GATE)));
    String pipeline = created.json().path("id").asString();
    String execution =
        admin.submit(
            pipeline, Images.jpeg(32, 32), "no image".repeat(9).getBytes(StandardCharsets.UTF_8));
    admin.await(execution, "failed");
    Answer uploaded =
        admin.form("/v1/files", List.of(Part.file("file", "a.jpg", Images.jpeg(8, 8))));
    String file = uploaded.json().path("file_id").asString();

    told("post", "/v1/pipelines", created);
    told("get", "/v1/pipelines", admin.get("/v1/pipelines?limit=2"));
    told("get", "/v1/pipelines/{id}", admin.get("/v1/pipelines/" + pipeline));
    told("get", "/v1/pipelines/{id}", admin.get("/v1/pipelines/none"));
    told("post", "/v1/pipelines", admin.post("/v1/pipelines", "{}"));
    told("get", "/v1/components", admin.get("/v1/components"));
    told("get", "/v1/components/{id}", admin.get("/v1/components/test_gate"));
    told("get", "/v1/executions", admin.get("/v1/executions?limit=3"));
    told("get", "/v1/executions", admin.get("/v1/executions?limit=0"));
    told("get", "/v1/executions/{id}", admin.get("/v1/executions/" + execution));
    told("post", "/v1/files", uploaded);
    told("get", "/v1/files", admin.get("/v1/files?limit=3"));
    told("get", "/v1/files/{id}/metadata", admin.get("/v1/files/" + file + "/metadata"));
    told(
        "post", "/v1/files/{id}/link", admin.postBytes("/v1/files/" + file + "/link", new byte[0]));
    told("delete", "/v1/files/{id}", admin.delete("/v1/files/" + file));
    told("get", "/v1/models", admin.get("/v1/models"));
    told("get", "/v1/models/{name}", admin.get("/v1/models/haar-face"));
    told("delete", "/v1/models/{name}", admin.delete("/v1/models/haar-face"));
    told("delete", "/v1/pipelines/{id}", admin.delete("/v1/pipelines/" + pipeline));
    told("delete", "/v1/executions/{id}", admin.delete("/v1/executions/" + execution));
  }

  private void told(String method, String path, Answer answer) {
    assertThat(schemas.faults(method, path, answer))
        .as(method + " " + path + " -> " + answer)
        .isEmpty();
  }
}
