package com.imageflowcanvas.server.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows every body by an example: of requests, of answers, and of each error. */
final class Examples {
  private static final String FILE = "/openapi/examples.json";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String PAGE = "Page";

  /** By the name of the schema, or of the problem. */
  private final Map<String, Object> values;

  private final OpenAPI api;

  private Examples(OpenAPI api) {
    this.api = api;
    this.values = read();
  }

  static void describe(OpenAPI api) {
    Examples examples = new Examples(api);
    Operations.of(api)
        .forEach(
            at -> {
              Optional.ofNullable(at.operation().getRequestBody())
                  .ifPresent(body -> examples.show(body.getContent()));
              at.operation()
                  .getResponses()
                  .values()
                  .forEach(answer -> examples.show(answer.getContent()));
            });
    api.getComponents()
        .getResponses()
        .forEach((name, answer) -> examples.show(name, answer.getContent()));
  }

  private void show(Content content) {
    if (content != null) {
      content.values().forEach(media -> named(media).ifPresent(name -> show(name, media)));
    }
  }

  private void show(String name, Content content) {
    content.values().forEach(media -> show(name, media));
  }

  private void show(String name, MediaType media) {
    value(name)
        .ifPresent(
            value -> {
              api.getComponents().addExamples(name, new Example().value(value));
              media.addExamples(name, new Example().$ref("#/components/examples/" + name));
            });
  }

  private Optional<Object> value(String name) {
    Optional<Object> own = Optional.ofNullable(values.get(name));
    return own.isPresent() || !name.startsWith(PAGE)
        ? own
        : value(name.substring(PAGE.length())).map(Examples::page);
  }

  private static Object page(Object item) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", List.of(item));
    page.put("next_cursor", null);
    return page;
  }

  private static Optional<String> named(MediaType media) {
    Schema<?> schema = media.getSchema();
    return Optional.ofNullable(schema)
        .map(Schema::get$ref)
        .map(reference -> reference.substring(SCHEMAS.length()));
  }

  private static Map<String, Object> read() {
    try (InputStream in = Examples.class.getResourceAsStream(FILE)) {
      return Json31.mapper().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
