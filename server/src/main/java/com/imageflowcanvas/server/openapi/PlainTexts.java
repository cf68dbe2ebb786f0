package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Parameters are absent or there, never null; headers of answers are texts. */
public final class PlainTexts implements OpenApiCustomizer {
  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .forEach(operations -> operations.forEach(PlainTexts::complete));
  }

  private static void complete(Operation operation) {
    Optional.ofNullable(operation.getParameters())
        .ifPresent(parameters -> parameters.forEach(PlainTexts::neverNull));
    operation.getResponses().values().forEach(PlainTexts::textHeaders);
  }

  private static void neverNull(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    if (schema != null && schema.getTypes() != null) {
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.remove("null");
      schema.setTypes(types);
    }
  }

  private static void textHeaders(ApiResponse response) {
    Optional.ofNullable(response.getHeaders())
        .ifPresent(
            headers ->
                headers.values().stream()
                    .filter(header -> header.getSchema() == null)
                    .forEach(header -> header.setSchema(new StringSchema())));
  }
}
