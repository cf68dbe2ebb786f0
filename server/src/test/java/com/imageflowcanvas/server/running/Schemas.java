package com.imageflowcanvas.server.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The schemas of {@code /openapi.json}, and whether a value is as one of them says. */
public final class Schemas {
  private final JsonNode api;

  public Schemas(JsonNode api) {
    this.api = api;
  }

  /** What is wrong with the answer of an operation; empty when nothing is. */
  public List<String> faults(String method, String path, Answer answer) {
    JsonNode responses = api.path("paths").path(path).path(method).path("responses");
    JsonNode told = responses.path(Integer.toString(answer.status()));
    JsonNode response = resolve(told.isMissingNode() ? responses.path("default") : told);
    if (response.isMissingNode()) {
      return List.of("status " + answer.status() + " is not told");
    }
    String type = answer.header("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode content = response.path("content");
    if (content.isEmpty() || type.isEmpty()) {
      return content.isEmpty() == type.isEmpty()
          ? List.of()
          : List.of("content type: " + type + " (expected: " + content + ")");
    }
    JsonNode media = content.path(type);
    if (media.isMissingNode()) {
      return List.of("content type: " + type + " (expected: " + content.propertyNames() + ")");
    }
    List<String> faults = new ArrayList<>();
    check(answer.json(), media.path("schema"), "", faults);
    return faults;
  }

  private void check(JsonNode value, JsonNode reference, String at, List<String> faults) {
    JsonNode schema = resolve(reference);
    if (!isOfType(value, schema.path("type"))) {
      faults.add(at + ": " + value + " (expected: " + schema.path("type") + ")");
      return;
    }
    if (schema.has("enum")
        && texts(schema.path("enum")).stream().noneMatch(e -> e.equals(value.asString()))) {
      faults.add(at + ": " + value + " (expected: " + schema.path("enum") + ")");
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), schema.path("items"), at + "/" + i, faults);
      }
    }
    if (value.isObject() && schema.has("properties")) {
      checkMembers(value, schema, at, faults);
    }
  }

  private void checkMembers(JsonNode value, JsonNode schema, String at, List<String> faults) {
    texts(schema.path("required")).stream()
        .filter(name -> !value.has(name))
        .forEach(name -> faults.add(at + "/" + name + ": missing"));
    value
        .properties()
        .forEach(
            member -> {
              JsonNode of = schema.path("properties").path(member.getKey());
              String place = at + "/" + member.getKey();
              if (of.isMissingNode()) {
                faults.add(place + ": not told");
              } else {
                check(member.getValue(), of, place, faults);
              }
            });
  }

  private static boolean isOfType(JsonNode value, JsonNode type) {
    if (type.isMissingNode()) {
      return true;
    }
    Set<String> types = type.isArray() ? Set.copyOf(texts(type)) : Set.of(type.asString());
    return types.stream()
        .anyMatch(
            name ->
                switch (name) {
                  case "object" -> value.isObject();
                  case "array" -> value.isArray();
                  case "string" -> value.isString();
                  case "integer" -> value.isIntegralNumber();
                  case "number" -> value.isNumber();
                  case "boolean" -> value.isBoolean();
                  case "null" -> value.isNull();
                  default -> false;
                });
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : resolve(api.at(reference.substring(1)));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.toList());
  }
}
