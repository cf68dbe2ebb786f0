package com.imageflowcanvas.it.rest;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Requests that many tests make. */
final class Requests {
  static final byte[] IMAGE = Images.jpeg(96, 64);
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private Requests() {}

  static Map<String, Object> component(
      String id, String type, Map<String, Object> parameters, String... dependencies) {
    return Map.of(
        "id",
        id,
        "component_type",
        type,
        "parameters",
        parameters,
        "dependencies",
        List.of(dependencies));
  }

  /** One step that makes images small. */
  static List<Map<String, Object>> small() {
    return List.of(component("r", "resize", Map.of("width", 32, "height", 32)));
  }

  static Map<String, Object> pipeline(String name, List<Map<String, Object>> components) {
    return Map.of("name", name, "components", components);
  }

  static String name() {
    return "test " + UUID.randomUUID();
  }

  static String smallPipeline(Api api) throws Exception {
    return api.pipeline(name(), small());
  }

  /** Accepts one image for this pipeline and answers the execution's id. */
  static String accepted(Api api, String pipeline) throws Exception {
    return id(api.submit(pipeline, Map.of(), IMAGE));
  }

  static String id(Api.Answer accepted) {
    if (accepted.status() != 202) {
      throw new IllegalStateException(accepted.toString());
    }
    return accepted.json().path("execution_id").asString();
  }

  static JsonNode completed(Api api, String pipeline) throws Exception {
    return api.awaitEnd(accepted(api, pipeline), PATIENCE);
  }

  static String upload(Api api, byte[] image) throws Exception {
    Api.Answer answer =
        api.multipart("/v1/files", Map.of(), List.of(new Api.Part("file", "photo.jpg", image)));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json().path("file_id").asString();
  }

  /** An execution that keeps the one worker busy for many times what a test takes. */
  static String busy(Api api) throws Exception {
    String file = upload(api, Large.IMAGE);
    String pipeline =
        api.pipeline(
            name(),
            List.of(
                component("a", "filter", Map.of("filter_type", "blur")),
                component("b", "filter", Map.of("filter_type", "sharpen"), "a")));
    List<Api.Part> parts = new ArrayList<>(List.of(Api.Part.field("pipeline_id", pipeline)));
    for (int i = 0; i < 100; i++) {
      parts.add(Api.Part.field("input_file_ids", file));
    }
    return id(api.multipart("/v1/executions", Map.of(), parts));
  }

  /** Painted once, and only where it is asked for. */
  private static final class Large {
    static final byte[] IMAGE = Images.jpeg(4000, 3000);
  }

  static List<String> texts(JsonNode list, String member) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.path(member).asString()));
    return texts;
  }
}
