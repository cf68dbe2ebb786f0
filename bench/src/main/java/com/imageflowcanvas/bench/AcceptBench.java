package com.imageflowcanvas.bench;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a photo takes from POST to 202, that is: received, checked, hashed, on the disk and in
 * the queue. In the first minute of a server and later; one after the other, and without waiting
 * for the execution, which then runs beside the next request. Usage: {@code bench/accept <image>
 * [requests]}; the server's JVM gets the options of the property {@code imageflow.bench.jvm}.
 */
public final class AcceptBench {
  private final Timings timings = new Timings();
  private final byte[] image;
  private final int requests;

  private AcceptBench(byte[] image, int requests) {
    this.image = image;
    this.requests = requests;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1) {
      System.err.println("usage: bench/accept <image> [requests]");
      System.exit(2);
    }
    byte[] image = Files.readAllBytes(Path.of(arguments[0]));
    int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
    System.out.printf("%s, %,d bytes%n", arguments[0], image.length);
    new AcceptBench(image, requests).run();
  }

  private void run() throws Exception {
    Path data = Files.createTempDirectory("imageflow-accept");
    List<String> options =
        Optional.ofNullable(System.getProperty("imageflow.bench.jvm"))
            .map(text -> List.of(text.split(" ")))
            .orElse(List.of());
    try (ServerProcess server = ServerProcess.start(data, Map.of(), options)) {
      Api api = server.api();
      Map<String, Object> resize =
          Map.of(
              "id",
              "r",
              "name",
              "r",
              "component_type",
              "resize",
              "parameters",
              Map.of("width", 64, "height", 64));
      String pipeline = api.pipeline("accept", List.of(resize));
      post(server, api, pipeline, 10, false, "");
      post(server, api, pipeline, 50, false, "requests 10 to 60 of a server, not waiting");
      post(server, api, pipeline, 2 * requests, false, "");
      post(server, api, pipeline, requests, false, "later, not waiting for the executions");
      post(server, api, pipeline, requests, true, "later, each after the end of the one before");
      timings.print();
    }
  }

  /** Posts so often; nothing is kept of it without a name. */
  private void post(
      ServerProcess server, Api api, String pipeline, int count, boolean waiting, String name)
      throws Exception {
    timings.recording(!name.isEmpty());
    for (int i = 0; i < count; i++) {
      Duration before = server.cpuTime();
      long start = System.nanoTime();
      Api.Answer answer = api.submit(pipeline, Map.of(), image);
      double millis = (System.nanoTime() - start) / 1e6;
      if (answer.status() != 202) {
        throw new IllegalStateException(answer.toString());
      }
      if (waiting) {
        api.awaitEnd(answer.json().path("execution_id").asString(), Duration.ofSeconds(30));
      }
      timings.add(name, millis, server.cpuTime().minus(before).toNanos() / 1e6);
    }
  }
}
