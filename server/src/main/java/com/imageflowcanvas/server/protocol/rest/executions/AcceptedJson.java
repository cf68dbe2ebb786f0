package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.execution.ExecutionService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The answer to a submission that was accepted, on the wire. */
@Schema(name = "ExecutionAccepted")
record AcceptedJson(
    @Schema(format = "uuid") String executionId,
    @Schema(allowableValues = "pending") String status,
    @Schema(description = "by what this pipeline has taken lately, and the queue")
        Instant estimatedCompletion) {

  static AcceptedJson of(ExecutionService.Accepted accepted) {
    return new AcceptedJson(
        accepted.id().value(),
        "pending",
        accepted.estimatedCompletion().truncatedTo(ChronoUnit.MILLIS));
  }
}
