package com.imageflowcanvas.adapters.grpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.Executor;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.proto.v1.DirectPipelineExecutorGrpc;
import com.imageflowcanvas.proto.v1.PipelineRequest;
import com.imageflowcanvas.proto.v1.PipelineResult;
import com.imageflowcanvas.testkit.store.Samples;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a run that does not end is told. */
@Timeout(300)
class GrpcExecutorTest {
  private static final String NAME = "executor-that-never-answers";

  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws Exception {
    server = InProcessServerBuilder.forName(NAME).addService(new Silent()).build().start();
    channel = InProcessChannelBuilder.forName(NAME).build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void executorThatGoesAwayIsAFailureOfThePath() {
    Executor executor = new GrpcExecutor(channel);
    var run = executor.execute(running(1)).toCompletableFuture();
    server.shutdownNow();
    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(StatusRuntimeException.class);
  }

  private static Execution running(int images) {
    return Samples.pending(Samples.PIPELINE, Samples.ALICE, Priority.NORMAL, Samples.START, images);
  }

  private static final class Silent
      extends DirectPipelineExecutorGrpc.DirectPipelineExecutorImplBase {
    @Override
    public void executePipeline(PipelineRequest request, StreamObserver<PipelineResult> answer) {}
  }
}
