package com.imageflowcanvas.adapters.grpc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.Executor;
import com.imageflowcanvas.proto.v1.DirectPipelineExecutorGrpc;
import com.imageflowcanvas.proto.v1.PipelineRequest;
import com.imageflowcanvas.proto.v1.PipelineResult;
import com.imageflowcanvas.proto.v1.Priority;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Hands claimed executions to {@code DirectPipelineExecutor.ExecutePipeline}: in one process over
 * the in-process transport, else to another node. The executor stores how a run ended, so the
 * answer itself is not read. The call has no deadline: a run may wait for others that are more
 * urgent, and its executor sees to the time that the work on each image takes. Thread-safe.
 */
public final class GrpcExecutor implements Executor {
  private final DirectPipelineExecutorGrpc.DirectPipelineExecutorStub stub;

  /**
   * @param channel to the executor; closed by whoever made it
   */
  public GrpcExecutor(Channel channel) {
    this.stub = DirectPipelineExecutorGrpc.newStub(channel);
  }

  @Override
  public CompletionStage<Void> execute(Execution claimed) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    stub.executePipeline(request(claimed), new Completion(done));
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

  private record Completion(CompletableFuture<Void> done)
      implements StreamObserver<PipelineResult> {
    @Override
    public void onNext(PipelineResult result) {}

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      done.complete(null);
    }
  }
}
