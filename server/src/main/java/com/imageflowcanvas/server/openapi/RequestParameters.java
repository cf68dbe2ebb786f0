package com.imageflowcanvas.server.openapi;

import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what may stand in paths, queries and headers, the same wherever it stands. */
final class RequestParameters {
  /** What a name in a path stands for, by the collection before it. */
  private static final Map<String, Kind> IN_PATHS =
      Map.ofEntries(
          Map.entry(
              "pipelines id",
              new Kind("UUID or slug", "^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$", "blur-faces")),
          Map.entry("executions id", Kind.uuid("execution_id")),
          Map.entry("users id", Kind.uuid("id of the user")),
          Map.entry("api-keys id", Kind.uuid("id of the key, not the key")),
          Map.entry(
              "files id", new Kind("file_id", "^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$", Kind.UUID)),
          Map.entry("components id", new Kind("component type", "^[a-z0-9_]{1,100}$", "resize")),
          Map.entry("models name", Kind.model("name or alias", "haar-face")),
          Map.entry("models alias", Kind.model("name that stands for a model", "faces")));

  private static final Map<String, Kind> IN_HEADERS =
      Map.of(
          "If-Match",
          new Kind(
              "ETag of what was read; any other version is a 412",
              "^(\\*|(W/)?\"[^\"]*\"(\\s*,\\s*(W/)?\"[^\"]*\")*)$",
              "\"1\""),
          "Idempotency-Key",
          new Kind(
              "the same key and content within 24 h get the same answer, anything else a 409",
              "^[!-~]([ -~]{0,253}[!-~])?$",
              "2f1c6a4e"),
          "Accept-Language",
          new Kind("en for labels in English, else they are Japanese", "^[ -~]*$", "en"));

  private static final Map<String, String> IN_QUERIES =
      Map.of(
          "q", "a part of the name, the slug or the description",
          "status", "only those that are in this state",
          "kind", "only uploads, images of executions, or results",
          "disposition", "attachment to save it, inline to show it",
          "cookie", "the refresh token goes into a cookie instead of the answer");

  private RequestParameters() {}

  static void describe(OpenAPI api) {
    Operations.of(api).forEach(RequestParameters::describe);
  }

  private static void describe(Operations.At at) {
    at.parameters("path").forEach(parameter -> describePath(at, parameter));
    at.parameters("query").forEach(parameter -> describeQuery(at, parameter));
    at.parameters("header").forEach(RequestParameters::describeHeader);
    addConditions(at);
  }

  private static void describePath(Operations.At at, Parameter parameter) {
    String kind = at.path().split("/")[2] + " " + parameter.getName();
    if (kind.equals("pipelines version")) {
      parameter.description("from 1").schema(whole(1, Integer.MAX_VALUE)).example(1);
    } else {
      Kind found = IN_PATHS.get(kind);
      if (found == null) {
        throw new IllegalStateException(kind + " in " + at.path() + " is not described");
      }
      parameter.description(found.text).schema(found.schema()).example(found.example);
    }
  }

  private static void describeQuery(Operations.At at, Parameter parameter) {
    neverNull(parameter.getSchema());
    switch (parameter.getName()) {
      case "limit" -> {
        Schema<?> schema = whole(1, PageRequest.MAX_LIMIT);
        schema.setDefault(PageRequest.DEFAULT_LIMIT);
        parameter.description("items of a page").schema(schema);
      }
      case "cursor" ->
          parameter
              .description("next_cursor of the page before")
              .schema(new StringSchema().maxLength(PageRequest.MAX_CURSOR));
      case "action" ->
          parameter.description("only what happened in this way").schema(oneOf(actions()));
      case "created_by" -> parameter.description("id of a user, or me").schema(new StringSchema());
      default -> {
        if (parameter.getDescription() == null) {
          parameter.setDescription(IN_QUERIES.get(parameter.getName()));
        }
      }
    }
  }

  private static void describeHeader(Parameter parameter) {
    neverNull(parameter.getSchema());
    Kind kind = IN_HEADERS.get(parameter.getName());
    if (kind != null) {
      parameter.description(kind.text).schema(kind.schema());
    }
  }

  /** What answers with a tag of its own understands conditions. */
  private static void addConditions(Operations.At at) {
    ApiResponse ok = at.operation().getResponses().get("200");
    if (!at.reads()
        || ok == null
        || ok.getHeaders() == null
        || !ok.getHeaders().containsKey("ETag")) {
      return;
    }
    at.add(
        "header",
        "If-None-Match",
        "ETag of what one has; answered 304 while it holds",
        new StringSchema());
    at.operation()
        .getResponses()
        .computeIfAbsent("304", status -> new ApiResponse().description("what one has still holds"))
        .addHeaderObject("ETag", new Header());
    if (at.operation().getResponses().containsKey("206")) {
      at.add("header", "Range", "one range of bytes, such as bytes=0-1023", new StringSchema());
      at.add("header", "If-Range", "ETag or date; another file is sent whole", new StringSchema());
      at.add(
          "header", "If-Modified-Since", "date; answered 304 where not newer", new StringSchema());
    }
  }

  /** Parameters are absent or there. */
  private static void neverNull(@Nullable Schema<?> schema) {
    if (schema != null && schema.getTypes() != null) {
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.remove("null");
      schema.setTypes(types);
    }
  }

  private static Schema<?> whole(int least, int most) {
    return new IntegerSchema()
        .format("int32")
        .minimum(BigDecimal.valueOf(least))
        .maximum(BigDecimal.valueOf(most));
  }

  private static List<String> actions() {
    return Arrays.stream(AuditAction.values()).map(AuditAction::wireName).toList();
  }

  private static Schema<?> oneOf(List<String> texts) {
    StringSchema schema = new StringSchema();
    schema.setEnum(texts);
    return schema;
  }

  /**
   * @param pattern nothing else can be there
   */
  private record Kind(String text, String pattern, String example) {
    static final String UUID = "0193a1b2-0000-7000-8000-000000000001";

    static Kind uuid(String text) {
      return new Kind(text, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", UUID);
    }

    static Kind model(String text, String example) {
      return new Kind(text, "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", example);
    }

    Schema<?> schema() {
      Schema<?> schema = new StringSchema().pattern(pattern);
      return example.equals(UUID) && pattern.contains("{12}") ? schema.format("uuid") : schema;
    }
  }
}
