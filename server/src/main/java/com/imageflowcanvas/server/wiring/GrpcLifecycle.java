package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.execution.ExecutionDispatcher;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.config.StartException;
import com.imageflowcanvas.server.protocol.grpc.GrpcServers;
import com.imageflowcanvas.server.protocol.grpc.PipelineExecutorEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/**
 * Opens the gRPC port and starts the dispatcher, and stops them the other way round, so that what
 * runs can end.
 */
final class GrpcLifecycle implements SmartLifecycle {
  private final ExecutionDispatcher dispatcher;
  private final PipelineExecutorEndpoint endpoint;
  private final Function<String, Caller> authenticator;
  private final ServerSettings settings;
  private final GrpcServers servers = new GrpcServers();
  private volatile boolean running;

  GrpcLifecycle(
      ExecutionDispatcher dispatcher,
      PipelineExecutorEndpoint endpoint,
      Function<String, Caller> authenticator,
      ServerSettings settings) {
    this.dispatcher = dispatcher;
    this.endpoint = endpoint;
    this.authenticator = authenticator;
    this.settings = settings;
  }

  @Override
  public void start() {
    ServerSettings.Network network = settings.network();
    try {
      servers.startPort(
          new InetSocketAddress(network.bindAddress(), network.grpcPort()),
          endpoint,
          authenticator,
          Math.toIntExact(settings.limits().grpcMessageBytes()),
          network.tls().map(tls -> new GrpcServers.Tls(tls.certificate(), tls.key())));
    } catch (IOException e) {
      servers.close();
      throw new StartException(
          "grpc.port: "
              + network.grpcPort()
              + " is in use (expected: a free port; set"
              + " IMAGEFLOW_GRPC_PORT)",
          e);
    }
    dispatcher.start();
    running = true;
  }

  @Override
  public void stop() {
    dispatcher.close();
    servers.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server takes requests, and after it has stopped taking them. */
  @Override
  public int getPhase() {
    return 0;
  }
}
