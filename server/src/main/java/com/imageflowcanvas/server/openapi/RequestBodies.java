package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of the bodies of requests that they are read strictly: no other members than those that are
 * told; and that null is the same as absent.
 */
final class RequestBodies {
  private final OpenAPI api;
  private final Set<Schema<?>> seen = new LinkedHashSet<>();

  private RequestBodies(OpenAPI api) {
    this.api = api;
  }

  static void describe(OpenAPI api) {
    RequestBodies bodies = new RequestBodies(api);
    Operations.of(api).forEach(at -> bodies.describe(at.operation().getRequestBody()));
  }

  private void describe(RequestBody body) {
    if (body == null || body.getContent() == null) {
      return;
    }
    body.getContent()
        .forEach((type, media) -> describe(media.getSchema(), type.equals("application/json")));
  }

  /**
   * @param json whether null can be written in it
   */
  private void describe(Schema<?> reference, boolean json) {
    Schema<?> schema = Operations.named(api, reference).orElse(reference);
    if (!seen.add(schema)) {
      return;
    }
    if (schema.getPattern() != null && !schema.getPattern().startsWith("^")) {
      schema.setPattern("^(?:" + schema.getPattern() + ")$"); // the whole, not a part
    }
    if (schema.getItems() != null) {
      describe(schema.getItems(), json);
    }
    if (schema.getProperties() == null) {
      return;
    }
    schema.setAdditionalProperties(false);
    List<String> required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
    Map.copyOf(schema.getProperties())
        .forEach(
            (name, property) -> {
              describe(property, json);
              if (json && !required.contains(name)) {
                schema.getProperties().put(name, orNull(property));
              }
            });
  }

  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.get$ref() != null) {
      return new Schema<>().anyOf(List.of(schema, new Schema<>().types(Set.of("null"))));
    }
    if (schema.getTypes() != null) {
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.add("null");
      schema.setTypes(types);
      withNull(schema);
    }
    return schema;
  }

  private static <T> void withNull(Schema<T> schema) {
    if (schema.getEnum() != null) {
      List<T> values = new ArrayList<>(schema.getEnum());
      values.add(null);
      schema.setEnum(values);
    }
  }
}
