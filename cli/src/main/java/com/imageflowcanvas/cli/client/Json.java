package com.imageflowcanvas.cli.client;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of requests and answers, as trees: a client must not stumble over fields it does not
 * know.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Throws {@link JacksonException} when the text is no JSON. */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /** Indented, for files and for people. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** The text of a field, empty when it is absent or null. */
  public static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
