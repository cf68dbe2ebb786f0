package com.imageflowcanvas.server.protocol.rest.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Milliseconds;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step of an execution over all its images, on the wire. */
@Schema(name = "ExecutionStep")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepJson(
    @Schema(example = "resize-step-0") String stepId,
    @Schema(description = "the component type", example = "resize") String componentName,
    @Schema(
            description = "a step that no image has reached stays pending",
            allowableValues = {"pending", "running", "completed", "failed"})
        String status,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Schema(description = "summed over images", example = "25.3") @Nullable Double processingTimeMs,
    @Schema(description = "of the first image that failed here") @Nullable String error) {

  static StepJson of(StepProgress step) {
    boolean begun = step.state() != StepState.PENDING && step.state() != StepState.SKIPPED;
    return new StepJson(
        step.id().value(),
        step.component().value(),
        ExecutionLabels.stepStatus(step.state()),
        step.startedAt().orElse(null),
        step.completedAt().orElse(null),
        begun ? Milliseconds.of(step.time()) : null,
        step.error().orElse(null));
  }
}
