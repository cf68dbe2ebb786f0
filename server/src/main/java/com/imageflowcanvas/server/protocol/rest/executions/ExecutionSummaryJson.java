package com.imageflowcanvas.server.protocol.rest.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.FailureJson;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.json.Milliseconds;
import com.imageflowcanvas.server.json.OutputFileJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An execution as a list shows it, on the wire: without its images, steps and parameters. */
@Schema(name = "ExecutionSummary")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExecutionSummaryJson(
    @Schema(format = "uuid") String executionId,
    @Schema(format = "uuid") String pipelineId,
    int pipelineVersion,
    @Schema(allowableValues = {"pending", "running", "completed", "failed", "cancelled"})
        String status,
    @Schema(allowableValues = {"direct_grpc", "kafka_fallback"}) String executionMode,
    @Schema(allowableValues = {"low", "normal", "high"}) String priority,
    @Schema(description = "started to completed, queue not included", example = "85.5")
        @Nullable Double processingTimeMs,
    ProgressJson progress,
    @Schema(description = "results of all images: the first 4; read the execution for all")
        List<OutputFileJson> outputFiles,
    @Schema(description = "how many results there are") int outputCount,
    @Schema(description = "submitted images") int itemCount,
    @Nullable FailureJson error,
    @Schema(description = "id of the user") String createdBy,
    Instant createdAt,
    @Schema(description = "when the work on its first image began; running ones may wait for that")
        @Nullable Instant startedAt,
    @Nullable Instant completedAt) {

  static ExecutionSummaryJson of(
      ExecutionSummary execution, ExecutionLabels labels, Language language) {
    return new ExecutionSummaryJson(
        execution.id().value(),
        execution.pipelineId().value(),
        execution.pipelineVersion(),
        execution.state().wireName(),
        execution.mode().wireName(),
        execution.priority().wireName(),
        execution.processingTime().map(Milliseconds::of).orElse(null),
        ProgressJson.of(execution, labels, language),
        execution.firstOutputs().stream().map(OutputFileJson::of).toList(),
        execution.outputCount(),
        execution.itemCount(),
        execution.failure().map(FailureJson::of).orElse(null),
        execution.owner().value(),
        execution.createdAt(),
        execution.startedAt().orElse(null),
        execution.completedAt().orElse(null));
  }
}
