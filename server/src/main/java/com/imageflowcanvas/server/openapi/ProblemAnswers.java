package com.imageflowcanvas.server.openapi;

import com.imageflowcanvas.server.protocol.rest.problem.ProblemBody;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Adds to every operation the errors that it can answer with, all of one shape. */
public final class ProblemAnswers implements OpenApiCustomizer {
  private static final String PROBLEM = "Problem";
  private static final SequencedMap<String, String> TEXTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("400", "The request is wrong; errors names the places"),
              Map.entry("401", "No valid token"),
              Map.entry("403", "Not allowed to this caller"),
              Map.entry("404", "Not found"),
              Map.entry("409", "In conflict with what is there"),
              Map.entry("412", "Changed by somebody else"),
              Map.entry("413", "Too large"),
              Map.entry("415", "Not a media type, or an image, that is understood"),
              Map.entry("416", "The file has no such range"),
              Map.entry("422", "The file cannot be used"),
              Map.entry("429", "Too many requests, or a full queue"),
              Map.entry("503", "Cannot work now")));

  @Override
  public void customise(OpenAPI api) {
    Components components = api.getComponents();
    ModelConverters.getInstance(true).readAll(ProblemBody.class).forEach(components::addSchemas);
    TEXTS.forEach((status, text) -> components.addResponses(name(status), response(status, text)));
    components.addResponses("ProblemDefault", response("", "Any other error"));
    api.getPaths().forEach(ProblemAnswers::addTo);
  }

  private static void addTo(String path, PathItem item) {
    item.readOperationsMap().forEach((method, operation) -> addTo(path, method, operation));
  }

  private static void addTo(String path, PathItem.HttpMethod method, Operation operation) {
    ApiResponses responses = operation.getResponses();
    responses.putIfAbsent("default", reference("ProblemDefault"));
    if (path.startsWith("/health/")) {
      return;
    }
    boolean changes = method != PathItem.HttpMethod.GET;
    boolean hasParameters = operation.getParameters() != null;
    boolean hasBody = operation.getRequestBody() != null;
    add(responses, "400", hasParameters || hasBody);
    add(responses, "401", true);
    add(responses, "403", true);
    add(responses, "404", path.contains("{"));
    add(responses, "409", changes);
    add(responses, "412", names(operation, "If-Match"));
    add(responses, "413", hasBody);
    add(responses, "415", hasBody);
    add(responses, "416", responses.containsKey("206"));
    add(responses, "422", takesFiles(operation));
    add(responses, "429", true);
    add(responses, "503", true);
  }

  private static boolean names(Operation operation, String parameter) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(p -> parameter.equals(p.getName()));
  }

  private static boolean takesFiles(Operation operation) {
    return operation.getRequestBody() != null
        && operation.getRequestBody().getContent() != null
        && operation.getRequestBody().getContent().containsKey("multipart/form-data");
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

  private static ApiResponse response(String status, String text) {
    ApiResponse response =
        new ApiResponse()
            .description(text)
            .content(
                new Content()
                    .addMediaType(
                        ProblemBody.MEDIA_TYPE,
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    if (status.equals("429") || status.equals("503")) {
      response.addHeaderObject(
          "Retry-After",
          new Header().description("seconds").schema(new IntegerSchema().minimum(BigDecimal.ONE)));
    }
    return response;
  }
}
