package com.imageflowcanvas.server.protocol.rest.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.server.json.DetectionJson;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.FailureJson;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.json.Milliseconds;
import com.imageflowcanvas.server.json.OutputFileJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An execution with everything that is known of it, on the wire. */
@Schema(name = "Execution")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExecutionJson(
    @Schema(format = "uuid") String executionId,
    @Schema(format = "uuid") String pipelineId,
    @Schema(description = "the version that runs") int pipelineVersion,
    @Schema(allowableValues = {"pending", "running", "completed", "failed", "cancelled"})
        String status,
    @Schema(allowableValues = {"direct_grpc", "kafka_fallback"}) String executionMode,
    @Schema(allowableValues = {"low", "normal", "high"}) String priority,
    @Schema(
            description = "as submitted",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
        Map<String, Object> parameters,
    @Schema(description = "started to completed, queue not included", example = "85.5")
        @Nullable Double processingTimeMs,
    ProgressJson progress,
    @Schema(description = "one per component, times summed over images") List<StepJson> steps,
    @Schema(description = "results of all images") List<OutputFileJson> outputFiles,
    @Schema(description = "one per submitted image, in their order") List<ItemJson> items,
    @Schema(description = "why it failed") @Nullable FailureJson error,
    @Schema(description = "how often it was begun; more than once after a crash") int attempt,
    @Schema(description = "id of the user") String createdBy,
    Instant createdAt,
    @Schema(description = "when the work on its first image began; running ones may wait for that")
        @Nullable Instant startedAt,
    @Nullable Instant completedAt) {

  static ExecutionJson of(Execution execution, ExecutionLabels labels, Language language) {
    return new ExecutionJson(
        execution.id().value(),
        execution.pipelineId().value(),
        execution.pipelineVersion(),
        execution.state().wireName(),
        execution.mode().wireName(),
        execution.priority().wireName(),
        execution.parameters(),
        execution.processingTime().map(Milliseconds::of).orElse(null),
        ProgressJson.of(ExecutionSummary.of(execution), labels, language),
        execution.steps().stream().map(StepJson::of).toList(),
        execution.outputs().stream().map(OutputFileJson::of).toList(),
        execution.items().stream().map(ItemJson::of).toList(),
        execution.failure().map(FailureJson::of).orElse(null),
        execution.attempt().number(),
        execution.owner().value(),
        execution.createdAt(),
        execution.startedAt().orElse(null),
        execution.completedAt().orElse(null));
  }

  /** One submitted image and what became of it, on the wire. */
  @Schema(name = "ExecutionItem")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ItemJson(
      @Schema(description = "absent when the image was refused before it was stored")
          @Nullable String inputFileId,
      String filename,
      @Schema(allowableValues = {"pending", "running", "completed", "failed", "cancelled"})
          String status,
      List<OutputFileJson> outputFiles,
      List<DetectionJson> detections,
      @Nullable FailureJson error,
      @Schema(description = "what a user should know of how it was read") List<String> notes) {

    static ItemJson of(Item item) {
      return new ItemJson(
          item.input().map(FileId::value).orElse(null),
          item.filename(),
          item.state().wireName(),
          item.outputs().stream().map(OutputFileJson::of).toList(),
          item.detections().stream().map(DetectionJson::of).toList(),
          item.failure().map(FailureJson::of).orElse(null),
          item.notes());
    }
  }
}
