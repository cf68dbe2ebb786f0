package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.it.openapi.ApiDescription.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The committed description leaves no question open; another test holds it against the server. */
class DescriptionTest {
  private static final String PROBLEM = "application/problem+json";

  private final JsonNode root;
  private final ApiDescription api;

  DescriptionTest() throws IOException {
    root = ApiDescription.JSON.readTree(Files.readAllBytes(Path.of("../openapi.json")));
    api = new ApiDescription(root);
  }

  @Test
  void everyPathOfTheContractIsThere() {
    assertThat(api.operations().stream().map(Operation::toString))
        .contains(
            "POST /v1/auth/login",
            "POST /v1/auth/refresh",
            "POST /v1/auth/logout",
            "GET /v1/auth/me",
            "POST /v1/users",
            "GET /v1/users",
            "PATCH /v1/users/{id}",
            "DELETE /v1/users/{id}",
            "GET /v1/pipelines",
            "POST /v1/pipelines",
            "GET /v1/pipelines/{id}",
            "PUT /v1/pipelines/{id}",
            "DELETE /v1/pipelines/{id}",
            "POST /v1/executions",
            "GET /v1/executions",
            "GET /v1/executions/{id}",
            "POST /v1/executions/{id}/cancel",
            "GET /v1/executions/{id}/archive",
            "DELETE /v1/executions/{id}",
            "GET /v1/components",
            "GET /v1/components/{id}",
            "POST /v1/files",
            "GET /v1/files",
            "GET /v1/files/{id}",
            "GET /v1/files/{id}/download",
            "DELETE /v1/files/{id}",
            "GET /v1/models",
            "POST /v1/models",
            "DELETE /v1/models/{name}",
            "GET /v1/services",
            "GET /health/live",
            "GET /health/ready",
            "GET /metrics",
            "GET /openapi.json");
  }

  @Test
  void everyOperationAndParameterIsExplained() {
    Set<String> tags = new HashSet<>(root.path("tags").findValuesAsString("name"));
    List<String> faults = new ArrayList<>();
    for (Operation operation : api.operations()) {
      JsonNode told = operation.description();
      for (String word : List.of("operationId", "summary", "description")) {
        if (told.path(word).asString("").isBlank()) {
          faults.add(operation + ": no " + word);
        }
      }
      if (told.path("tags").size() != 1 || !tags.contains(told.at("/tags/0").asString())) {
        faults.add(operation + ": tags " + told.path("tags"));
      }
      told.path("parameters")
          .valueStream()
          .filter(parameter -> parameter.path("description").asString("").isBlank())
          .forEach(parameter -> faults.add(operation + ": " + parameter.path("name")));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void everyJsonBodyHasAnExampleThatFits() {
    List<String> faults = new ArrayList<>();
    for (Operation operation : api.operations()) {
      JsonNode request = operation.description().at("/requestBody/content/application~1json");
      faults.addAll(faultsOfExamples(operation + " request", request));
      operation
          .description()
          .path("responses")
          .properties()
          .forEach(
              response ->
                  api.resolved(response.getValue())
                      .path("content")
                      .properties()
                      .forEach(
                          body ->
                              faults.addAll(
                                  faultsOfExamples(
                                      operation + " " + response.getKey(), body.getValue()))));
    }
    assertThat(faults).isEmpty();
  }

  private List<String> faultsOfExamples(String what, JsonNode body) {
    JsonNode schema = body.path("schema");
    if (!schema.has("$ref")) {
      return List.of(); // no JSON of ours
    }
    if (body.path("examples").isEmpty()) {
      return List.of(what + ": no example");
    }
    return body.path("examples")
        .valueStream()
        .map(example -> api.resolved(example).path("value"))
        .flatMap(example -> api.faults(schema, example).stream())
        .map(fault -> what + ": " + fault)
        .toList();
  }

  @Test
  void everyErrorIsAProblemWithItsStatus() {
    List<String> faults = new ArrayList<>();
    for (Operation operation : api.operations()) {
      operation
          .description()
          .path("responses")
          .properties()
          .forEach(
              response -> {
                String status = response.getKey();
                boolean health = operation.path().startsWith("/health/") && status.equals("503");
                JsonNode told = api.resolved(response.getValue()).path("content").path(PROBLEM);
                if (status.compareTo("400") >= 0 && !health && told.isMissingNode()) {
                  faults.add(operation + " " + status);
                }
              });
      assertThat(operation.response(404).orElseThrow().path("$ref").asString(""))
          .as(operation + ": other errors")
          .contains("/Problem");
    }
    root.at("/components/responses")
        .properties()
        .forEach(
            response -> {
              String name = response.getKey();
              JsonNode example = root.at("/components/examples/" + name + "/value");
              String status = example.path("status").asString();
              if (!name.equals("ProblemDefault") && !name.equals("Problem" + status)) {
                faults.add(name + ": example of " + status);
              }
            });
    assertThat(faults).isEmpty();
  }

  @Test
  void requestsAreReadStrictlyAndSaySo() {
    List<String> open = new ArrayList<>();
    for (Operation operation : api.operations()) {
      for (String type : List.of("application/json", "multipart/form-data")) {
        operation
            .requestSchema(type)
            .ifPresent(schema -> findOpen(schema, operation.toString(), open));
      }
    }
    assertThat(open).isEmpty();
  }

  /** Objects that say nothing of members that they do not name. */
  private void findOpen(JsonNode reference, String at, List<String> open) {
    JsonNode schema = api.resolved(reference);
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      open.add(at);
    }
    schema
        .path("properties")
        .properties()
        .forEach(member -> findOpen(member.getValue(), at + "/" + member.getKey(), open));
    schema.path("anyOf").forEach(one -> findOpen(one, at, open));
    if (schema.has("items")) {
      findOpen(schema.path("items"), at + "/0", open);
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(
            root.findValuesAsString("$ref").stream()
                .distinct()
                .filter(reference -> root.at(reference.substring(1)).isMissingNode()))
        .isEmpty();
  }

  @Test
  void messagesOverWebSocketAreDescribedWithTheirDoors() {
    assertThat(root.at("/x-websocket/doors").findValuesAsString("path"))
        .containsExactly("/v1/ws", "/ws/execution/{execution_id}");
    Set<String> described =
        root.at("/components/schemas")
            .propertyStream()
            .filter(schema -> schema.getValue() instanceof ObjectNode)
            .map(schema -> schema.getKey())
            .collect(Collectors.toSet());
    assertThat(described)
        .contains("ProgressMessage", "CompletedMessage", "ErrorMessage", "VideoFrameMessage");
  }
}
