package com.imageflowcanvas.server.protocol.grpc;

import com.imageflowcanvas.execution.BatchRunner;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.RunHandle;
import com.imageflowcanvas.proto.v1.DirectPipelineExecutorGrpc;
import com.imageflowcanvas.proto.v1.PipelineRequest;
import com.imageflowcanvas.proto.v1.PipelineResult;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * {@code ExecutePipeline} as nodes of the product call it, with an execution that was claimed and
 * its fence. Reachable over the in-process transport only.
 */
public final class NodeExecutorEndpoint
    extends DirectPipelineExecutorGrpc.DirectPipelineExecutorImplBase {
  private final BatchRunner runner;

  public NodeExecutorEndpoint(BatchRunner runner) {
    this.runner = runner;
  }

  @Override
  public void executePipeline(PipelineRequest request, StreamObserver<PipelineResult> observer) {
    RunHandle handle = new RunHandle();
    Context context = Context.current();
    // a caller that waits no longer, or is gone, decides what becomes of the execution
    Context.CancellationListener listener = cancelled -> handle.stop(RunHandle.Stop.FENCED_OFF);
    context.addListener(listener, Runnable::run);
    try {
      ExecutionId id = new ExecutionId(request.getExecutionId());
      observer.onNext(ExecutionMessages.result(runner.run(id, request.getFence(), handle)));
      observer.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      observer.onError(Status.CANCELLED.withDescription("interrupted").asRuntimeException());
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    } finally {
      context.removeListener(listener);
    }
  }
}
