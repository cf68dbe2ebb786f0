package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Adds what the controllers do not say themselves, in the order in which one needs the other. */
public final class CompleteDescription implements OpenApiCustomizer {
  @Override
  public void customise(OpenAPI api) {
    Self.describe(api);
    SocketMessages.describe(api);
    OperationAccess.describe(api);
    RequestParameters.describe(api);
    RequestBodies.describe(api);
    ProblemAnswers.describe(api);
    AnswerHeaders.describe(api);
    Examples.describe(api);
  }
}
