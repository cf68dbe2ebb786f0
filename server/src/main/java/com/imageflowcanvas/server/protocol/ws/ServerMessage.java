package com.imageflowcanvas.server.protocol.ws;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.imageflowcanvas.server.json.FailureJson;
import com.imageflowcanvas.server.json.OutputFileJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says; the shapes of the API document, 5.4.3, with the added members. */
sealed interface ServerMessage {
  /** Name of the shape. */
  @JsonProperty("type")
  String type();

  /**
   * How far an execution has come.
   *
   * @param step component type of the step it is at
   * @param progress 0..100
   */
  record Progress(
      String executionId,
      long sequence,
      String step,
      double progress,
      String status,
      Instant timestamp,
      ProgressData data)
      implements ServerMessage {
    @Override
    public String type() {
      return "progress";
    }
  }

  /**
   * @param currentComponent title of the component, in English
   * @param currentStep label for people, by the language of the handshake
   * @param progressPercentage the same as {@code progress}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProgressData(
      String currentComponent,
      double elapsedTimeMs,
      double estimatedRemainingMs,
      String status,
      String currentStep,
      double progressPercentage,
      @Nullable StepDetails stepDetails) {}

  /**
   * @param componentName the component type
   * @param resourceUsage of the process that tells this
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepDetails(
      String stepId,
      String componentName,
      String status,
      @Nullable Instant startedAt,
      @Nullable Instant completedAt,
      double processingTimeMs,
      @Nullable String skippedReason,
      ResourceUsage resourceUsage) {}

  /**
   * @param cpuUsage percent of the machine's cores
   * @param memoryUsage percent of the memory that the process may use
   */
  record ResourceUsage(double cpuUsage, double memoryUsage) {}

  /** It has ended, and well. */
  record Completed(
      String executionId,
      long sequence,
      double totalTimeMs,
      List<OutputFileJson> outputFiles,
      Instant timestamp)
      implements ServerMessage {
    @Override
    public String type() {
      return "completed";
    }
  }

  /** It has ended, and not well; what the good images gave is there. */
  record Failed(
      String executionId,
      long sequence,
      ErrorBody error,
      List<OutputFileJson> outputFiles,
      Instant timestamp)
      implements ServerMessage {
    @Override
    public String type() {
      return "error";
    }
  }

  /** Somebody did not want it any more. */
  record Cancelled(String executionId, long sequence, Instant timestamp) implements ServerMessage {
    @Override
    public String type() {
      return "cancelled";
    }
  }

  /** News of any execution, for those who watch them all. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExecutionUpdated(
      String executionId,
      long sequence,
      String pipelineId,
      String status,
      UpdateProgress progress,
      List<OutputFileJson> outputFiles,
      @Nullable FailureJson error,
      Instant timestamp)
      implements ServerMessage {
    @Override
    public String type() {
      return "execution_update";
    }
  }

  /**
   * @param processingTimeMs from its start until now or its end
   */
  record UpdateProgress(
      double percentage,
      double processingTimeMs,
      String currentStep,
      int totalSteps,
      int completedSteps) {}

  /**
   * What the client said cannot be done.
   *
   * @param executionId which execution it was about, where it was about one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refused(@Nullable String executionId, ErrorBody error) implements ServerMessage {
    @Override
    public String type() {
      return "error";
    }
  }

  /**
   * @param retryAfter seconds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ErrorBody(
      String code, String message, @Nullable Object details, @Nullable Long retryAfter) {
    static ErrorBody of(String code, String message) {
      return new ErrorBody(code, message, null, null);
    }
  }

  /** I am there. */
  record Pong() implements ServerMessage {
    @Override
    public String type() {
      return "pong";
    }
  }
}
