package com.imageflowcanvas.adapters.grpc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.Executor;
import com.imageflowcanvas.proto.v1.DirectPipelineExecutorGrpc;
import com.imageflowcanvas.proto.v1.PipelineRequest;
import com.imageflowcanvas.proto.v1.PipelineResult;
import com.imageflowcanvas.proto.v1.Priority;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands claimed executions to {@code DirectPipelineExecutor.ExecutePipeline}: in one process over
 * the in-process transport, else to another node. The executor stores how a run ended, so the
 * answer itself is not read. Thread-safe.
 */
public final class GrpcExecutor implements Executor {
  private final DirectPipelineExecutorGrpc.DirectPipelineExecutorStub stub;
  private final Duration deadline;

  /**
   * @param channel to the executor; closed by whoever made it
   * @param deadline of a run, for each of its images
   */
  public GrpcExecutor(Channel channel, Duration deadline) {
    this.stub = DirectPipelineExecutorGrpc.newStub(channel);
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<Void> execute(Execution claimed) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Duration longest = deadline.multipliedBy(Math.max(1, claimed.items().size()));
    stub.withDeadlineAfter(longest.toMillis(), TimeUnit.MILLISECONDS)
        .executePipeline(request(claimed), new Completion(done, longest));
    return done;
  }

  private static PipelineRequest request(Execution claimed) {
    PipelineRequest.Builder request =
        PipelineRequest.newBuilder()
            .setExecutionId(claimed.id().value())
            .setPipelineId(claimed.pipelineId().value())
            .setPipelineVersion(claimed.pipelineVersion())
            .setPriority(Priority.forNumber(claimed.priority().ordinal()))
            .setFence(claimed.attempt().fence());
    claimed.items().stream()
        .flatMap(item -> item.input().stream())
        .forEach(id -> request.addInputFileIds(id.value()));
    return request.build();
  }

  private record Completion(CompletableFuture<Void> done, Duration longest)
      implements StreamObserver<PipelineResult> {
    @Override
    public void onNext(PipelineResult result) {}

    @Override
    public void onError(Throwable failure) {
      boolean late = Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED;
      done.completeExceptionally(
          late
              ? new TimeoutException(
                  "not done after %d ms (expected: by then, see execution.deadline)"
                      .formatted(longest.toMillis()))
              : failure);
    }

    @Override
    public void onCompleted() {
      done.complete(null);
    }
  }
}
