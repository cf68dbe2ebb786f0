package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations of a description, one by one. */
final class Operations {
  private Operations() {}

  static List<At> of(OpenAPI api) {
    List<At> all = new ArrayList<>();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> all.add(new At(path, method, operation))));
    return all;
  }

  /** An operation and where it is. */
  record At(String path, PathItem.HttpMethod method, Operation operation) {
    String id() {
      return operation.getOperationId();
    }

    boolean reads() {
      return method == PathItem.HttpMethod.GET;
    }

    Stream<Parameter> parameters(String place) {
      return Optional.ofNullable(operation.getParameters()).stream()
          .flatMap(List::stream)
          .filter(parameter -> place.equals(parameter.getIn()));
    }

    boolean has(String place, String name) {
      return parameters(place).anyMatch(parameter -> name.equals(parameter.getName()));
    }

    boolean takesForm() {
      return operation.getRequestBody() != null
          && operation.getRequestBody().getContent() != null
          && operation.getRequestBody().getContent().containsKey("multipart/form-data");
    }

    void add(String place, String name, String description, Schema<?> schema) {
      if (!has(place, name)) {
        operation.addParametersItem(
            new Parameter().in(place).name(name).description(description).schema(schema));
      }
    }
  }

  /** The schema that a reference names. */
  static Optional<Schema<?>> named(OpenAPI api, Schema<?> schema) {
    String reference = schema.get$ref();
    return reference == null
        ? Optional.empty()
        : Optional.ofNullable(
            api.getComponents()
                .getSchemas()
                .get(reference.substring(reference.lastIndexOf('/') + 1)));
  }
}
