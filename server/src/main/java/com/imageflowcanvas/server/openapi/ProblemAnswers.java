package com.imageflowcanvas.server.openapi;

import com.imageflowcanvas.server.protocol.rest.problem.ProblemBody;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds to every operation the errors that it can answer with, all of one shape. */
final class ProblemAnswers {
  private static final String PROBLEM = "Problem";
  private static final SortedMap<String, String> TEXTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("400", "The request is wrong; errors names the places"),
              Map.entry("401", "No valid token"),
              Map.entry("403", "Not allowed to this caller"),
              Map.entry("404", "Not found"),
              Map.entry("406", "Not the picture that Accept asks for"),
              Map.entry("408", "The request came too slowly"),
              Map.entry("409", "In conflict with what is there"),
              Map.entry("412", "Changed by somebody else"),
              Map.entry("413", "Too large"),
              Map.entry("415", "Not a media type, or an image, that is understood"),
              Map.entry("416", "The file has no such range"),
              Map.entry("422", "The file cannot be used"),
              Map.entry("429", "Too many requests, or a full queue"),
              Map.entry("503", "Cannot work now")));

  /**
   * What may not fit what is there: taken names, keys used otherwise, things in use, API keys where
   * there has to be a login.
   */
  private static final Set<String> CONFLICTING =
      Set.of(
          "createPipeline",
          "importPipeline",
          "updatePipeline",
          "deletePipeline",
          "createExecution",
          "cancelExecution",
          "deleteExecution",
          "getExecutionArchive",
          "createFile",
          "deleteFile",
          "createModel",
          "deleteModel",
          "putModelAlias",
          "deleteModelAlias",
          "createUser",
          "changeUser",
          "deleteUser",
          "logout");

  private ProblemAnswers() {}

  static void describe(OpenAPI api) {
    Components components = api.getComponents();
    ModelConverters.getInstance(true).readAll(ProblemBody.class).forEach(components::addSchemas);
    TEXTS.forEach((status, text) -> components.addResponses(name(status), response(text)));
    components.addResponses(PROBLEM + "Default", response("Any other error"));
    Operations.of(api).forEach(ProblemAnswers::describe);
  }

  private static void describe(Operations.At at) {
    ApiResponses responses = at.operation().getResponses();
    boolean hasBody = at.operation().getRequestBody() != null;
    boolean counted = !at.path().startsWith("/health/");
    boolean secured =
        at.operation().getSecurity() == null || !at.operation().getSecurity().isEmpty();
    add(responses, "400", true);
    add(responses, "401", secured || at.id().equals("login"));
    add(responses, "403", OperationAccess.canBeForbidden(at.id()));
    add(responses, "404", at.path().contains("{") && !at.id().equals("putModelAlias"));
    add(responses, "406", at.id().equals("createExecution"));
    add(responses, "408", hasBody);
    add(responses, "409", CONFLICTING.contains(at.id()));
    add(responses, "412", at.has("header", "If-Match"));
    add(responses, "413", hasBody);
    add(responses, "415", hasBody);
    add(responses, "416", responses.containsKey("206"));
    add(responses, "422", at.takesForm());
    add(responses, "429", counted);
    add(responses, "503", counted);
    responses.putIfAbsent("default", reference(PROBLEM + "Default"));
  }

  private static void add(ApiResponses responses, String status, boolean possible) {
    if (possible) {
      responses.putIfAbsent(status, reference(name(status)));
    }
  }

  private static ApiResponse reference(String name) {
    return new ApiResponse().$ref("#/components/responses/" + name);
  }

  private static String name(String status) {
    return PROBLEM + status;
  }

  private static ApiResponse response(String text) {
    Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    return new ApiResponse()
        .description(text)
        .content(
            new Content().addMediaType(ProblemBody.MEDIA_TYPE, new MediaType().schema(schema)));
  }
}
