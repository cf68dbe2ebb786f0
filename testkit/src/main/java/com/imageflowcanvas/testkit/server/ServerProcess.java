package com.imageflowcanvas.testkit.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server in a JVM of its own, on free ports, over a data folder that outlives it. */
public final class ServerProcess implements AutoCloseable {
  public static final String PASSWORD = "it-Password-1!";

  /** Long enough for a machine that does ten other things. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration STOP = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final long logBegin;
  private final int httpPort;
  private final int grpcPort;

  /**
   * @param logBegin bytes of the log that others have written before
   */
  private ServerProcess(Process process, Path log, long logBegin, int httpPort, int grpcPort) {
    this.process = process;
    this.log = log;
    this.logBegin = logBegin;
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
    while (!server.awaitReady()) {
      if (!server.portWasTaken()) {
        throw new IllegalStateException("the server ended at start:\n" + server.log());
      }
      server = launch(data, environment, jvmOptions);
    }
    return server;
  }

  /** False when it ended instead. */
  private boolean awaitReady() throws Exception {
    Api api = api();
    Instant until = Instant.now().plus(START);
    while (Instant.now().isBefore(until)) {
      if (!process.isAlive()) {
        return false;
      }
      if (api.isReady()) {
        return true;
      }
      Thread.sleep(50);
    }
    kill();
    throw new IllegalStateException("the server is not ready after " + START + ":\n" + log());
  }

  /** Free ports are chosen before they are bound: somebody else may have come between. */
  private boolean portWasTaken() throws IOException {
    byte[] all = Files.readAllBytes(log);
    int begin = (int) logBegin;
    String said = new String(all, begin, all.length - begin, StandardCharsets.UTF_8);
    return said.contains(" in use") && !said.contains(" in use by another server");
  }

  /** Starts a server without waiting for it. */
  public static ServerProcess launch(
      Path data, Map<String, String> environment, List<String> jvmOptions) throws IOException {
    Files.createDirectories(data);
    int http = freePort();
    int grpc = freePort();
    List<String> options =
        new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    options.addAll(jvmOptions);
    Path log = data.resolve("server-output.log");
    ProcessBuilder builder =
        new ProcessBuilder(JavaProgram.command("com.imageflowcanvas.server.Main", options))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("IMAGEFLOW_"));
    builder.environment().put("IMAGEFLOW_DATA_DIR", data.toString());
    builder.environment().put("IMAGEFLOW_ADMIN_PASSWORD", PASSWORD);
    // tests keep their tokens for as long as they run
    builder.environment().put("IMAGEFLOW_ACCESS_TOKEN_LIFETIME", "24h");
    builder.environment().put("IMAGEFLOW_HTTP_PORT", Integer.toString(http));
    builder.environment().put("IMAGEFLOW_GRPC_PORT", Integer.toString(grpc));
    builder.environment().put("IMAGEFLOW_RESIZE_PORT", Integer.toString(freePort()));
    builder.environment().put("IMAGEFLOW_AI_DETECTION_PORT", Integer.toString(freePort()));
    builder.environment().put("IMAGEFLOW_FILTER_PORT", Integer.toString(freePort()));
    builder.environment().putAll(environment);
    long logBegin = Files.exists(log) ? Files.size(log) : 0;
    return new ServerProcess(builder.start(), log, logBegin, http, grpc);
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
    if (!process.waitFor(STOP)) {
      kill();
      throw new IllegalStateException("the server did not stop within " + STOP + " of SIGTERM");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
