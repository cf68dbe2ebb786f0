package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;

/** The description's own path, which no controller of ours answers. */
final class Self {
  private Self() {}

  static void describe(OpenAPI api) {
    Schema<?> schema = new ObjectSchema().additionalProperties(true);
    ApiResponse answer =
        new ApiResponse()
            .description("OK")
            .content(
                new Content().addMediaType("application/json", new MediaType().schema(schema)));
    api.path(
        "/openapi.json",
        new PathItem()
            .get(
                new Operation()
                    .operationId("openapi")
                    .summary("This description of the API")
                    .description("OpenAPI 3.1. A page to read it, and to try it, is at /docs.")
                    .addTagsItem("Health")
                    .security(List.of())
                    .responses(new ApiResponses().addApiResponse("200", answer))));
  }
}
