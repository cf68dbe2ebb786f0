package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names the headers of answers: what they hold, and which are always there. */
final class AnswerHeaders {
  private static final List<String> RATES =
      List.of("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");

  private static final List<String> FILE =
      List.of("Accept-Ranges", "Content-Disposition", "ETag", "Last-Modified", "Repr-Digest");

  private static final Set<String> ALWAYS =
      Set.of("Location", "ETag", "Retry-After", "WWW-Authenticate", "Content-Range");

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("RateLimit-Limit", "requests that may be sent at once"),
          Map.entry("RateLimit-Remaining", "requests that may still be sent now"),
          Map.entry("RateLimit-Reset", "seconds until all may be sent again"),
          Map.entry("Retry-After", "seconds to wait before asking again"),
          Map.entry("WWW-Authenticate", "how to say who asks"),
          Map.entry("Location", "path of what this is about"),
          Map.entry("ETag", "of what was read, for If-Match and If-None-Match"),
          Map.entry("Content-Disposition", "the name to save it by"),
          Map.entry("Content-Range", "which bytes these are, of how many"),
          Map.entry("Last-Modified", "when it was stored"),
          Map.entry("Repr-Digest", "SHA-256 of the whole file (RFC 9530)"),
          Map.entry("Accept-Ranges", "bytes"),
          Map.entry("Idempotency-Replayed", "true where the key was known and nothing was done"),
          Map.entry("Preference-Applied", "wait where Prefer asked for it and it has ended"),
          Map.entry("Content-Location", "of a picture: where it stays"),
          Map.entry("X-Execution-Id", "where a picture was asked for: the execution"),
          Map.entry("Set-Cookie", "the refresh token, where ?cookie=true asks for it so"));

  private static final Set<String> NUMBERS =
      Set.of("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After");

  /** Headers of the good answers of single operations, besides what their controllers name. */
  private static final Map<String, List<String>> MORE =
      Map.of(
          "createExecution", List.of("Idempotency-Replayed"),
          "login", List.of("Set-Cookie"),
          "refreshLogin", List.of("Set-Cookie"),
          "exportPipeline", List.of("Content-Disposition"),
          "getExecutionArchive", List.of("Content-Disposition"),
          "getFile", FILE,
          "downloadFile", FILE);

  private AnswerHeaders() {}

  static void describe(OpenAPI api) {
    TEXTS.keySet().forEach(name -> api.getComponents().addHeaders(name, header(name)));
    api.getComponents().getResponses().forEach(AnswerHeaders::describeProblem);
    Operations.of(api).forEach(AnswerHeaders::describe);
  }

  private static void describeProblem(String name, ApiResponse response) {
    if (name.endsWith("429") || name.endsWith("503")) {
      add(response, List.of("Retry-After"));
    }
    if (name.endsWith("401")) {
      add(response, List.of("WWW-Authenticate"));
    }
    if (name.endsWith("416")) {
      add(response, List.of("Content-Range"));
    }
    add(response, RATES);
  }

  private static void describe(Operations.At at) {
    boolean counted = !at.path().startsWith("/health/");
    at.operation()
        .getResponses()
        .forEach(
            (status, response) -> {
              if (response.getHeaders() != null) {
                add(response, List.copyOf(response.getHeaders().keySet()));
              }
              if (status.startsWith("20")) {
                add(response, MORE.getOrDefault(at.id(), List.of()));
              }
              if (status.equals("206")) {
                add(response, List.of("Content-Range"));
              }
              if (counted && response.get$ref() == null) {
                add(response, RATES);
              }
            });
  }

  private static void add(ApiResponse response, List<String> names) {
    names.forEach(
        name -> response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name)));
  }

  private static Header header(String name) {
    Schema<?> schema =
        NUMBERS.contains(name) ? new IntegerSchema().minimum(BigDecimal.ZERO) : new StringSchema();
    Header header = new Header().description(TEXTS.get(name)).schema(schema);
    return ALWAYS.contains(name) ? header.required(true) : header;
  }
}
