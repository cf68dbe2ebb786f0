package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.filesystem.FolderObjectStore;
import com.imageflowcanvas.adapters.onnx.OnnxModelFolder;
import com.imageflowcanvas.adapters.onnx.OnnxRuntime;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.model.InMemoryModelAliases;
import com.imageflowcanvas.model.ModelRegistry;
import com.imageflowcanvas.opencv.BuiltInModels;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.Step;
import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Compares, by turns in one run: the pipeline alone, the same through the real server, and the
 * design that decodes, encodes and stores at every step. Usage: {@code bench/end-to-end <image>
 * <models folder> <model> [rounds]}.
 */
public final class EndToEndBench {
  private static final int WARM_UP = 15;

  private final byte[] image;
  private final String model;
  private final int rounds;
  private final Timings timings = new Timings();

  private EndToEndBench(byte[] image, String model, int rounds) {
    this.image = image;
    this.model = model;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: bench/end-to-end <image> <models folder> <model> [rounds]");
      System.exit(2);
    }
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 40;
    byte[] image = Files.readAllBytes(Path.of(arguments[0]));
    new EndToEndBench(image, arguments[2], rounds).run(Path.of(arguments[1]));
  }

  private void run(Path models) throws Exception {
    Path data = Files.createTempDirectory("imageflow-bench");
    try (ModelRegistry registry =
            new ModelRegistry(
                List.of(new BuiltInModels(), new OnnxModelFolder(models, OnnxRuntime.onCpu())),
                new InMemoryModelAliases());
        ServerProcess server =
            ServerProcess.start(
                data.resolve("server"),
                Map.of("IMAGEFLOW_MODELS_DIR", models.toString()),
                List.of())) {
      PlanCompiler compiler =
          new PlanCompiler(
              ComponentCatalog.load(EndToEndBench.class.getClassLoader()),
              name -> Optional.empty());
      PipelineVariants variants =
          new PipelineVariants(
              new OpenCvImageCodec(),
              registry::detector,
              compiler,
              FolderObjectStore.open(data.resolve("objects")));
      PipelinePlan plan = variants.plan(steps());
      List<PipelinePlan> single =
          steps().stream().map(step -> variants.plan(List.of(alone(step)))).toList();
      Api api = server.api();
      String pipeline = api.pipeline("bench", components(steps()));
      String empty = api.pipeline("empty", components(List.of(EMPTY)));
      for (int round = -WARM_UP; round < rounds; round++) {
        timings.recording(round >= 0);
        timings.time("pipeline alone", () -> variants.fused(plan, image));
        timings.time(
            "decode, encode, store at every step", () -> variants.stepByStep(single, image));
        throughServer(api, server, pipeline, "server");
        throughServer(api, server, empty, "server, resize to 64 px only");
      }
      timings.print();
    }
  }

  private void throughServer(Api api, ServerProcess server, String pipeline, String name)
      throws Exception {
    Duration before = server.cpuTime();
    long start = System.nanoTime();
    Api.Answer answer = api.submit(pipeline, Map.of(), image);
    long accepted = System.nanoTime();
    JsonNode ended =
        api.awaitEnd(answer.json().path("execution_id").asString(), Duration.ofSeconds(30));
    if (!ended.path("status").asString().equals("completed")) {
      throw new IllegalStateException(ended.toString());
    }
    double cpu = server.cpuTime().minus(before).toNanos() / 1e6;
    Instant created = Instant.parse(ended.path("created_at").asString());
    Instant completed = Instant.parse(ended.path("completed_at").asString());
    timings.add(name + ": POST to 202", (accepted - start) / 1e6, Double.NaN);
    timings.add(
        name + ": accepted to completed",
        Duration.between(created, completed).toNanos() / 1e6,
        cpu);
    timings.add(
        name + ": processing_time_ms", ended.path("processing_time_ms").asDouble(), Double.NaN);
  }

  private static final Step EMPTY = step("r", "resize", Map.of("width", 64, "height", 64));

  private List<Step> steps() {
    return List.of(
        step("resize", "resize", Map.of("width", 800, "height", 800)),
        step("detect", "ai_detection", Map.of("model_name", model, "confidence_threshold", 0.4)),
        step("blur", "filter", Map.of("filter_type", "blur")));
  }

  private static Step step(String id, String type, Map<String, Object> parameters) {
    return new Step(id, id, type, parameters, List.of(), Optional.empty());
  }

  private static Step alone(Step step) {
    return new Step(
        step.id(),
        step.name(),
        step.componentType(),
        step.parameters(),
        List.of(Step.INPUT),
        step.position());
  }

  private static List<Map<String, Object>> components(List<Step> steps) {
    List<Map<String, Object>> components = new ArrayList<>();
    steps.forEach(
        step ->
            components.add(
                Map.of(
                    "id",
                    step.id(),
                    "name",
                    step.name(),
                    "component_type",
                    step.componentType(),
                    "parameters",
                    step.parameters())));
    return components;
  }
}
