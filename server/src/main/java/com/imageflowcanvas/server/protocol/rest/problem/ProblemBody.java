package com.imageflowcanvas.server.protocol.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.server.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/**
 * An error as it is answered.
 *
 * @param type names the kind of problem; stable
 * @param instance path of the request
 * @param code the stable code word
 * @param error the same text as {@code detail}, for clients of the older shape
 * @param errors the wrong places, where they are known
 */
@Schema(name = "Problem")
public record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    ErrorCode code,
    String error,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static ProblemBody of(Problem problem, String instance) {
    ErrorCode code = problem.code();
    String type = "urn:imageflow:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new ProblemBody(
        type,
        code.title(),
        code.httpStatus(),
        problem.detail(),
        instance,
        code,
        problem.detail(),
        problem.errors());
  }

  public byte[] toJson() {
    return Json.MAPPER.writeValueAsBytes(this);
  }
}
