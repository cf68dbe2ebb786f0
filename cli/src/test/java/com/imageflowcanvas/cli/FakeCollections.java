package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.FakeServer.Answer;
import com.imageflowcanvas.cli.FakeServer.Request;
import com.imageflowcanvas.cli.client.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Models, users and pipelines: lists of one or two pages, and echoes of what was asked to change.
 */
final class FakeCollections {

  Answer answer(Request request) {
    return switch (request.method()) {
      case "GET" -> get(request);
      case "POST" -> Answer.json(201, created(request));
      case "PUT", "PATCH" -> Answer.json(200, request.json());
      case "DELETE" ->
          request.path().endsWith("/yolo11n")
              ? Answer.problem(409, "IN_USE", "model yolo11n is used by 2 pipelines")
              : Answer.empty();
      default -> Answer.problem(405, "METHOD_NOT_ALLOWED", request.line());
    };
  }

  private static Answer get(Request request) {
    return switch (request.path()) {
      case "/v1/models" -> page(model("yolo11n"), "");
      case "/v1/users" ->
          request.query().contains("cursor=second%20page")
              ? page(user("u-2", "maria", true), "")
              : page(user("u-1", "admin", false), "second page");
      case "/v1/pipelines" -> page(pipeline(), "");
      case "/v1/pipelines/faces" -> Answer.json(200, pipeline());
      default -> Answer.problem(404, "NOT_FOUND", "no " + request.path());
    };
  }

  private static Answer page(JsonNode item, String next) {
    ObjectNode page = Json.object();
    page.putArray("items").add(item);
    if (next.isEmpty()) page.putNull("next_cursor");
    else page.put("next_cursor", next);
    return Answer.json(200, page);
  }

  private static JsonNode created(Request request) {
    if (request.header("Content-Type").startsWith("multipart/")) return model("sent");
    ObjectNode created = Json.object().put("slug", "new-slug");
    if (request.json() instanceof ObjectNode given) created.setAll(given);
    return created.put("id", "new-id");
  }

  private static ObjectNode model(String name) {
    ObjectNode model =
        Json.object()
            .put("name", name)
            .put("kind", "yolo")
            .put("input_width", 640)
            .put("input_height", 640)
            .put("size_bytes", 10_700_000);
    model.putArray("aliases").add("yolo").add("yolo11");
    model.putArray("classes").add("person").add("bicycle");
    return model;
  }

  private static ObjectNode user(String id, String name, boolean disabled) {
    ObjectNode user = Json.object().put("id", id).put("username", name).put("disabled", disabled);
    user.putArray("roles").add("admin");
    return user;
  }

  private static ObjectNode pipeline() {
    ObjectNode pipeline =
        Json.object()
            .put("id", "p-1")
            .put("slug", "faces")
            .put("name", "Blur faces")
            .put("version", 3)
            .put("created_by", "admin");
    pipeline
        .putArray("components")
        .addObject()
        .put("id", "d")
        .put("component_type", "blur_regions");
    return pipeline;
  }
}
