package com.imageflowcanvas.testkit.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server in a JVM of its own, on free ports, over a data folder that outlives it. */
public final class ServerProcess implements AutoCloseable {
  public static final String PASSWORD = "it-Password-1!";

  private final Process process;
  private final Path log;
  private final int httpPort;
  private final int grpcPort;

  private ServerProcess(Process process, Path log, int httpPort, int grpcPort) {
    this.process = process;
    this.log = log;
    this.httpPort = httpPort;
    this.grpcPort = grpcPort;
  }

  /** Starts a server and waits until it is ready. */
  public static ServerProcess start(Path data) throws Exception {
    return start(data, Map.of());
  }

  /** Starts one that compiles quickly rather than well, as tests want it. */
  public static ServerProcess start(Path data, Map<String, String> environment) throws Exception {
    return start(data, environment, List.of("-XX:TieredStopAtLevel=1"));
  }

  public static ServerProcess start(
      Path data, Map<String, String> environment, List<String> jvmOptions) throws Exception {
    ServerProcess server = launch(data, environment, jvmOptions);
    Api api = server.api();
    Instant until = Instant.now().plus(Duration.ofSeconds(90));
    while (Instant.now().isBefore(until)) {
      if (!server.process.isAlive()) {
        throw new IllegalStateException("the server ended at start:\n" + server.log());
      }
      if (api.isReady()) {
        return server;
      }
      Thread.sleep(50);
    }
    server.kill();
    throw new IllegalStateException("the server is not ready:\n" + server.log());
  }

  /** Starts a server without waiting for it. */
  public static ServerProcess launch(
      Path data, Map<String, String> environment, List<String> jvmOptions) throws IOException {
    Files.createDirectories(data);
    int http = freePort();
    int grpc = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC"));
    command.addAll(jvmOptions);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "com.imageflowcanvas.server.Main"));
    Path log = data.resolve("server-output.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("IMAGEFLOW_"));
    builder.environment().put("IMAGEFLOW_DATA_DIR", data.toString());
    builder.environment().put("IMAGEFLOW_ADMIN_PASSWORD", PASSWORD);
    builder.environment().put("IMAGEFLOW_HTTP_PORT", Integer.toString(http));
    builder.environment().put("IMAGEFLOW_GRPC_PORT", Integer.toString(grpc));
    builder.environment().put("IMAGEFLOW_RESIZE_PORT", Integer.toString(freePort()));
    builder.environment().put("IMAGEFLOW_AI_DETECTION_PORT", Integer.toString(freePort()));
    builder.environment().put("IMAGEFLOW_FILTER_PORT", Integer.toString(freePort()));
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), log, http, grpc);
  }

  /** Where its REST API is, without the version. */
  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  public Api api() {
    return new Api(url());
  }

  public int grpcPort() {
    return grpcPort;
  }

  public Process process() {
    return process;
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /** CPU time that the server has used so far. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("the server did not stop within 20 s of SIGTERM");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
