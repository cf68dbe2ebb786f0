package com.imageflowcanvas.it.openapi;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI 3.1 document: its operations, and the schemas of what they take and answer. */
final class ApiDescription {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new HashMap<>();

  ApiDescription(JsonNode root) {
    this.root = root;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        member -> {
                          if (METHODS.contains(member.getKey())) {
                            operations.add(
                                new Operation(path.getKey(), member.getKey(), member.getValue()));
                          }
                        }));
    return operations;
  }

  /** The schema itself where this is a reference to one. */
  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.path("$ref").asString().substring(1)) : schema;
  }

  /** What is wrong with a body; empty when it fits the schema. */
  List<String> faults(JsonNode schema, JsonNode body) {
    return schemas
        .computeIfAbsent(schema.toString(), key -> registry.getSchema(standalone(schema)))
        .validate(body)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** A schema that brings along what it refers to. */
  private JsonNode standalone(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", root.path("components"));
    return whole;
  }

  /** One operation. */
  record Operation(String path, String method, JsonNode description) {
    String id() {
      return description.path("operationId").asString();
    }

    List<JsonNode> parameters(String place) {
      List<JsonNode> found = new ArrayList<>();
      description
          .path("parameters")
          .forEach(
              parameter -> {
                if (parameter.path("in").asString().equals(place)) {
                  found.add(parameter);
                }
              });
      return found;
    }

    Optional<JsonNode> requestSchema(String mediaType) {
      JsonNode content = description.path("requestBody").path("content").path(mediaType);
      return content.isMissingNode() ? Optional.empty() : Optional.of(content.path("schema"));
    }

    boolean takesBody() {
      return description.has("requestBody");
    }

    /** What is said of answers with this status. */
    Optional<JsonNode> response(int status) {
      JsonNode responses = description.path("responses");
      for (String key : List.of(Integer.toString(status), (status / 100) + "XX", "default")) {
        if (responses.has(key)) {
          return Optional.of(responses.path(key));
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }
}
