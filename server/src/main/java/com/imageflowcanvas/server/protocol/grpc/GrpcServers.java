package com.imageflowcanvas.server.protocol.grpc;

import com.imageflowcanvas.access.Caller;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The gRPC servers of this process, with authentication, health and reflection. Handlers run on
 * virtual threads.
 */
public final class GrpcServers implements AutoCloseable {
  private final List<Server> servers = new ArrayList<>();
  private final HealthStatusManager health = new HealthStatusManager();

  /**
   * Opens a port for clients.
   *
   * @param authenticator checks a bearer token
   * @param maxMessageBytes of one message in
   * @param tls certificate chain and private key, PEM files; plain text without
   * @throws IOException when the port is taken
   */
  public int startPort(
      InetSocketAddress address,
      BindableService service,
      Function<String, Caller> authenticator,
      int maxMessageBytes,
      Optional<Tls> tls)
      throws IOException {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address);
    tls.ifPresent(
        files -> builder.useTransportSecurity(files.certificate().toFile(), files.key().toFile()));
    Server server =
        builder
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(maxMessageBytes)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .addService(
                ServerInterceptors.intercept(service, new GrpcAuthentication(authenticator)))
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build()
            .start();
    servers.add(server);
    return server.getPort();
  }

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  @Override
  public void close() {
    health.enterTerminalState();
    servers.forEach(Server::shutdown);
    for (Server server : servers) {
      try {
        if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
          server.shutdownNow();
        }
      } catch (InterruptedException e) {
        server.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
