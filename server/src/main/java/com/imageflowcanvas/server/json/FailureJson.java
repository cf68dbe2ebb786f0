package com.imageflowcanvas.server.json;

import com.imageflowcanvas.execution.Failure;
import io.swagger.v3.oas.annotations.media.Schema;

/** Why an execution or one of its images failed, on the wire. */
@Schema(name = "Failure")
public record FailureJson(
    @Schema(description = "stable code word", example = "IMAGE_CORRUPT") String code,
    @Schema(description = "a sentence for a person") String message) {

  public static FailureJson of(Failure failure) {
    return new FailureJson(failure.code().name(), failure.message());
  }
}
