package com.imageflowcanvas.bench;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Whether a request costs the same with 10 and with 1,000,000 stored executions: asks two real
 * servers the same over HTTP, by turns, and prints the median of each and their ratio. Usage:
 * {@code bench/scale [executions] [rounds]}.
 */
public final class RequestScaleBench {
  private static final int FEW = 10;
  private static final int WARM_UP = 500;
  private static final int PAGE = 5;

  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final Random random = new Random(1);
  private final byte[] image = Images.jpeg(96, 64);

  /** One of the two servers, with what may be asked of it. */
  private record Side(Api api, ServerProcess server, String pipeline, List<String> ids) {}

  private interface Question {
    Api.Answer ask(Side side) throws Exception;
  }

  private RequestScaleBench() {
    questions.put("GET /executions/{id}", side -> side.api().get("/v1/executions/" + any(side)));
    questions.put("GET /executions", side -> list(side, ""));
    questions.put("GET /executions?status=completed", side -> list(side, "&status=completed"));
    questions.put(
        "GET /executions?pipeline_id=…", side -> list(side, "&pipeline_id=" + side.pipeline()));
    questions.put("POST /executions", side -> side.api().submit(side.pipeline(), Map.of(), image));
  }

  public static void main(String[] arguments) throws Exception {
    int executions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    new RequestScaleBench().run(executions, rounds);
  }

  private void run(int executions, int rounds) throws Exception {
    Path folder = Files.createTempDirectory("imageflow-scale");
    Path few = folder.resolve("few");
    Path many = folder.resolve("many");
    String pipelineOfFew = fill(few);
    String pipelineOfMany = fill(many);
    System.out.printf("storing %,d executions%n", executions);
    List<String> copies =
        StoreScaleRows.multiply(many.resolve("imageflow.db"), executions - FEW).stream()
            .map(id -> id.value())
            .toList();
    try (ServerProcess small = ServerProcess.start(few, Map.of(), List.of());
        ServerProcess large = ServerProcess.start(many, Map.of(), List.of())) {
      Side smallSide = new Side(small.api(), small, pipelineOfFew, ids(small.api()));
      Side largeSide = new Side(large.api(), large, pipelineOfMany, copies);
      System.out.printf("| median ms (server's CPU ms) | %d | %,d | ratio |%n", FEW, executions);
      System.out.println("|---|---|---|---|");
      for (Map.Entry<String, Question> question : questions.entrySet()) {
        compare(question.getKey(), question.getValue(), smallSide, largeSide, rounds);
      }
    }
  }

  /** Runs a first few; returns the pipeline that they ran. */
  private String fill(Path data) throws Exception {
    try (ServerProcess server = ServerProcess.start(data)) {
      Api api = server.api();
      String pipeline =
          api.pipeline(
              "tiny",
              List.of(
                  Map.of(
                      "id", "r",
                      "name", "r",
                      "component_type", "resize",
                      "parameters", Map.of("width", 32))));
      for (int i = 0; i < FEW; i++) {
        Api.Answer accepted = api.submit(pipeline, Map.of(), image);
        api.awaitEnd(accepted.json().path("execution_id").asString(), Duration.ofSeconds(30));
      }
      return pipeline;
    }
  }

  private static List<String> ids(Api api) throws Exception {
    return api.get("/v1/executions?limit=100")
        .json()
        .path("items")
        .valueStream()
        .map(item -> item.path("execution_id").asString())
        .toList();
  }

  private String any(Side side) {
    return side.ids().get(random.nextInt(side.ids().size()));
  }

  private static Api.Answer list(Side side, String filter) throws Exception {
    return side.api().get("/v1/executions?limit=" + PAGE + filter);
  }

  private static void compare(String name, Question question, Side few, Side many, int rounds)
      throws Exception {
    double[] a = new double[rounds];
    double[] b = new double[rounds];
    for (int i = 0; i < WARM_UP; i++) {
      time(question, few);
      time(question, many);
    }
    Duration cpuOfFew = few.server().cpuTime();
    Duration cpuOfMany = many.server().cpuTime();
    for (int i = 0; i < rounds; i++) {
      a[i] = time(question, few);
      b[i] = time(question, many);
    }
    double ratio = median(b) / median(a);
    System.out.printf(
        "| %s | %.2f (%.2f) | %.2f (%.2f) | %.2f |%n",
        name,
        median(a),
        cpu(few, cpuOfFew, rounds),
        median(b),
        cpu(many, cpuOfMany, rounds),
        ratio);
  }

  private static double cpu(Side side, Duration before, int rounds) {
    return side.server().cpuTime().minus(before).toNanos() / 1e6 / rounds;
  }

  private static double time(Question question, Side side) throws Exception {
    long start = System.nanoTime();
    Api.Answer answer = question.ask(side);
    double millis = (System.nanoTime() - start) / 1e6;
    if (answer.status() >= 300) {
      throw new IllegalStateException(answer.toString());
    }
    return millis;
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }
}
