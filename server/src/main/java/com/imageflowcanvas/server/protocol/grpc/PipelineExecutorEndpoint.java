package com.imageflowcanvas.server.protocol.grpc;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionWatch;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.execution.Submission;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.proto.v1.DirectPipelineExecutorGrpc;
import com.imageflowcanvas.proto.v1.HealthRequest;
import com.imageflowcanvas.proto.v1.HealthResponse;
import com.imageflowcanvas.proto.v1.PipelineRequest;
import com.imageflowcanvas.proto.v1.PipelineResult;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code DirectPipelineExecutor} as clients call it: the execution is accepted like one from REST,
 * takes its turn, and its end is the answer. A caller that goes away or runs out of time cancels
 * it.
 */
public final class PipelineExecutorEndpoint
    extends DirectPipelineExecutorGrpc.DirectPipelineExecutorImplBase {
  private final ExecutionService executions;
  private final ExecutionWatch watch;
  private final Function<String, Map<String, Object>> json;
  private final Supplier<HealthResponse> health;
  private final Duration defaultDeadline;
  private final ScheduledExecutorService deadlines;

  /**
   * @param json reads a JSON object, and throws {@link ProblemException} when it is none
   * @param defaultDeadline of a call that brings none
   */
  public PipelineExecutorEndpoint(
      ExecutionService executions,
      ExecutionWatch watch,
      Function<String, Map<String, Object>> json,
      Supplier<HealthResponse> health,
      Duration defaultDeadline,
      ScheduledExecutorService deadlines) {
    this.executions = executions;
    this.watch = watch;
    this.json = json;
    this.health = health;
    this.defaultDeadline = defaultDeadline;
    this.deadlines = deadlines;
  }

  @Override
  public void executePipeline(PipelineRequest request, StreamObserver<PipelineResult> observer) {
    try {
      Caller caller = GrpcAuthentication.CALLER.get();
      requireFresh(request);
      ExecutionId accepted = executions.submit(caller, submission(request)).id();
      observer.onNext(ExecutionMessages.result(await(caller, accepted)));
      observer.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      observer.onError(Status.CANCELLED.withDescription("interrupted").asRuntimeException());
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  @Override
  public void healthCheck(HealthRequest request, StreamObserver<HealthResponse> observer) {
    observer.onNext(health.get());
    observer.onCompleted();
  }

  private Execution await(Caller caller, ExecutionId id) throws InterruptedException {
    Context.CancellableContext context = withDeadline();
    Context.CancellationListener cancel = ignored -> cancelQuietly(caller, id);
    context.addListener(cancel, Runnable::run);
    try {
      return watch
          .awaitEnd(id)
          .orElseThrow(
              () -> new ProblemException(ErrorCode.NOT_FOUND, "the execution was deleted"));
    } finally {
      context.removeListener(cancel);
      context.cancel(null);
    }
  }

  private Context.CancellableContext withDeadline() {
    Context current = Context.current();
    Deadline given = current.getDeadline();
    Deadline deadline =
        given == null ? Deadline.after(defaultDeadline.toMillis(), TimeUnit.MILLISECONDS) : given;
    return current.withDeadline(deadline, deadlines);
  }

  private void cancelQuietly(Caller caller, ExecutionId id) {
    try {
      executions.cancel(caller, id);
    } catch (ProblemException e) {
      // it ended in the meantime: nothing is left to cancel
    }
  }

  private static void requireFresh(PipelineRequest request) {
    if (!request.getExecutionId().isEmpty() || request.getFence() != 0) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "execution_id, fence: set (expected: empty; only the product's own nodes set them)");
    }
    if (request.getPipelineVersion() != 0) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "pipeline_version: " + request.getPipelineVersion() + " (expected: 0, the newest)");
    }
  }

  private Submission submission(PipelineRequest request) {
    List<FileId> inputs =
        request.getInputFileIdsList().stream().map(PipelineExecutorEndpoint::fileId).toList();
    Map<String, Object> parameters =
        request.getParametersJson().isEmpty()
            ? new HashMap<>(request.getParametersMap())
            : json.apply(request.getParametersJson());
    return new Submission(
        request.getPipelineId(),
        List.of(),
        inputs,
        parameters,
        priority(request),
        Optional.empty());
  }

  private static FileId fileId(String text) {
    if (!FileId.isValid(text)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "input_file_ids: not the id of a file (expected: as uploaded)");
    }
    return new FileId(text);
  }

  private static Priority priority(PipelineRequest request) {
    if (!request.hasPriority()) {
      return Priority.NORMAL;
    }
    return switch (request.getPriority()) {
      case PRIORITY_LOW -> Priority.LOW;
      case PRIORITY_NORMAL -> Priority.NORMAL;
      case PRIORITY_HIGH -> Priority.HIGH;
      case UNRECOGNIZED ->
          throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "priority: " + request.getPriorityValue() + " (expected: 0 low, 1 normal, 2 high)");
    };
  }
}
