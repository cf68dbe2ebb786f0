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
            description =
                "a step that no image has reached stays pending; one to which nothing came from"
                    + " the steps before it is skipped",
            allowableValues = {"pending", "running", "completed", "failed", "skipped"})
        String status,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Schema(description = "summed over images", example = "25.3") @Nullable Double processingTimeMs,
    @Schema(description = "of the first image that failed here") @Nullable String error,
    @Schema(
            description = "of a skipped step: which output stayed empty, and why",
            example = "switch-step-1:then stayed empty: count of person: 0 (then: at least 1)")
        @Nullable String skippedReason) {

  static StepJson of(StepProgress step) {
    boolean begun = step.state() != StepState.PENDING && step.state() != StepState.SKIPPED;
    return new StepJson(
        step.id().value(),
        step.component().value(),
        step.state().wireName(),
        step.startedAt().orElse(null),
        step.completedAt().orElse(null),
        begun ? Milliseconds.of(step.time()) : null,
        step.error().orElse(null),
        ExecutionLabels.skippedReason(step).orElse(null));
  }
}
