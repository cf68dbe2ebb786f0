package com.imageflowcanvas.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What is said over WebSocket: schemas beside those of REST, and {@code x-websocket}, which tells
 * at which door which of them is said; OpenAPI has no word for it.
 */
final class SocketMessages {
  private static final String FILE = "/openapi/websocket.json";

  private SocketMessages() {}

  static void describe(OpenAPI api) {
    JsonNode told = read();
    told.path("schemas")
        .properties()
        .forEach(
            schema ->
                api.getComponents()
                    .addSchemas(
                        schema.getKey(),
                        Json31.mapper().convertValue(schema.getValue(), Schema.class)));
    api.addExtension("x-websocket", told.path("x-websocket"));
  }

  private static JsonNode read() {
    try (InputStream in = SocketMessages.class.getResourceAsStream(FILE)) {
      return Json31.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
