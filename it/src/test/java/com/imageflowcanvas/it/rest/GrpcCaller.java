package com.imageflowcanvas.it.rest;

import com.imageflowcanvas.proto.v1.DirectPipelineExecutorGrpc;
import com.imageflowcanvas.proto.v1.PipelineRequest;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Calls the executor on its port, as clients do. */
final class GrpcCaller implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel channel;

  GrpcCaller(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** What becomes of running a pipeline; nothing is sent as a token when it is empty. */
  Status.Code run(String token, String pipeline) {
    DirectPipelineExecutorGrpc.DirectPipelineExecutorBlockingStub stub =
        DirectPipelineExecutorGrpc.newBlockingStub(channel).withDeadlineAfter(2, TimeUnit.MINUTES);
    PipelineRequest request = PipelineRequest.newBuilder().setPipelineId(pipeline).build();
    try {
      var caller = token.isEmpty() ? stub : stub.withCallCredentials(new Bearer(token));
      caller.executePipeline(request);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static final class Bearer extends CallCredentials {
    private final String token;

    Bearer(String token) {
      this.token = token;
    }

    @Override
    public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
      Metadata headers = new Metadata();
      headers.put(AUTHORIZATION, "Bearer " + token);
      applier.apply(headers);
    }
  }
}
