package com.imageflowcanvas.server.protocol.grpc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.proto.v1.BoundingBox;
import com.imageflowcanvas.proto.v1.Detection;
import com.imageflowcanvas.proto.v1.ExecutionStatus;
import com.imageflowcanvas.proto.v1.ItemResult;
import com.imageflowcanvas.proto.v1.OutputFile;
import com.imageflowcanvas.proto.v1.PipelineResult;
import com.imageflowcanvas.proto.v1.ProcessingError;
import com.imageflowcanvas.proto.v1.StepStatus;
import com.imageflowcanvas.proto.v1.StepUpdate;
import com.imageflowcanvas.server.json.ExecutionLabels;
import java.time.Duration;

/** Executions as wire messages. */
final class ExecutionMessages {
  private ExecutionMessages() {}

  static PipelineResult result(Execution execution) {
    PipelineResult.Builder result =
        PipelineResult.newBuilder()
            .setExecutionId(execution.id().value())
            .setStatus(status(execution.state()))
            .setProcessingTimeMs(millisRoundedUp(execution))
            .setErrorMessage(execution.failure().map(Failure::message).orElse(""));
    execution.outputs().forEach(output -> result.addOutputFiles(output(output)));
    execution.items().forEach(item -> result.addItems(item(item)));
    execution.steps().forEach(step -> result.addSteps(step(step)));
    return result.build();
  }

  static ExecutionStatus status(ExecutionState state) {
    return switch (state) {
      case PENDING -> ExecutionStatus.STATUS_PENDING;
      case RUNNING -> ExecutionStatus.STATUS_RUNNING;
      case COMPLETED -> ExecutionStatus.STATUS_COMPLETED;
      case FAILED -> ExecutionStatus.STATUS_FAILED;
      case CANCELLED -> ExecutionStatus.STATUS_CANCELLED;
    };
  }

  private static long millisRoundedUp(Execution execution) {
    return execution
        .processingTime()
        .map(time -> time.plus(Duration.ofNanos(999_999)).toMillis())
        .orElse(0L);
  }

  private static ItemResult item(Item item) {
    ItemResult.Builder result =
        ItemResult.newBuilder()
            .setInputFileId(item.input().map(Object::toString).orElse(""))
            .setStatus(status(item.state()));
    item.outputs().forEach(output -> result.addOutputFiles(output(output)));
    item.detections().forEach(found -> result.addDetections(detection(found)));
    item.failure().ifPresent(failure -> result.setError(error(failure)));
    return result.build();
  }

  private static OutputFile output(com.imageflowcanvas.execution.OutputFile file) {
    return OutputFile.newBuilder()
        .setFileId(file.id().value())
        .setFilename(file.filename())
        .setDownloadUrl("/v1/files/" + file.id() + "/download")
        .setFileSize(file.sizeBytes())
        .setContentType(file.contentType())
        .build();
  }

  private static Detection detection(com.imageflowcanvas.image.Detection found) {
    return Detection.newBuilder()
        .setClassName(found.className())
        .setClassId(found.classId())
        .setConfidence(found.confidence())
        .setBbox(
            BoundingBox.newBuilder()
                .setX((float) found.box().x())
                .setY((float) found.box().y())
                .setWidth((float) found.box().width())
                .setHeight((float) found.box().height()))
        .build();
  }

  private static ProcessingError error(Failure failure) {
    return ProcessingError.newBuilder()
        .setCode(failure.code().grpcStatus())
        .setMessage(failure.message())
        .setDetails(failure.code().name())
        .build();
  }

  private static StepUpdate step(StepProgress step) {
    StepStatus status =
        switch (step.state()) {
          case PENDING -> StepStatus.STEP_STATUS_PENDING;
          case RUNNING -> StepStatus.STEP_STATUS_RUNNING;
          case COMPLETED -> StepStatus.STEP_STATUS_COMPLETED;
          case FAILED -> StepStatus.STEP_STATUS_FAILED;
          case SKIPPED -> StepStatus.STEP_STATUS_SKIPPED;
        };
    return StepUpdate.newBuilder()
        .setStepId(step.id().value())
        .setComponentName(step.component().value())
        .setStatus(status)
        .setProcessingTimeMs(step.time().toNanos() / 1e6)
        .setError(step.error().orElse(""))
        .setSkippedReason(ExecutionLabels.skippedReason(step).orElse(""))
        .build();
  }
}
