package com.imageflowcanvas.it.openapi;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
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
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
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

  /** Members that are described and not in the body, by their pointers. */
  List<String> unused(JsonNode schema, JsonNode body, String at) {
    List<String> unused = new ArrayList<>();
    JsonNode object = resolved(schema);
    if (object.has("anyOf")) {
      return unused(object.path("anyOf").get(0), body, at); // or null
    }
    if (object.has("items") && !body.isEmpty()) {
      return unused(object.path("items"), body.get(0), at + "/0");
    }
    object
        .path("properties")
        .properties()
        .forEach(
            member -> {
              String place = at + "/" + member.getKey();
              if (body.has(member.getKey())) {
                unused.addAll(unused(member.getValue(), body.path(member.getKey()), place));
              } else {
                unused.add(place);
              }
            });
    return unused;
  }

  /** A schema that brings along what it refers to. */
  private JsonNode standalone(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(closed(schema));
    whole.set("components", closed(root.path("components")));
    return whole;
  }

  /** The same, but what is not described may not be there; parts of a whole stay open. */
  private JsonNode closed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    close(copy);
    root.path("components").path("schemas").propertyNames().stream()
        .filter(this::isPart)
        .forEach(
            name -> {
              if (copy.path("schemas") instanceof ObjectNode schemas) {
                schemas.set(name, root.at("/components/schemas/" + name));
              }
            });
    return copy;
  }

  private boolean isPart(String name) {
    return root.findValues("allOf").stream()
        .flatMap(allOf -> allOf.findValuesAsString("$ref").stream())
        .anyMatch(("#/components/schemas/" + name)::equals);
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object && object.has("allOf")) {
      object.put("unevaluatedProperties", false);
      return;
    }
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ApiDescription::close);
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
