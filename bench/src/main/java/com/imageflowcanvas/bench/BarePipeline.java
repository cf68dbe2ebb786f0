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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The picture work of a photo without a server: what {@code bench/peers} compares with. For each
 * line of standard input, {@code <threads> <images>}, it does that and prints the milliseconds of
 * each image on one line. Arguments: image, models folder, model.
 */
public final class BarePipeline {
  private final byte[] image;
  private final ThreadLocal<PipelineVariants> variants;
  private final PipelinePlan plan;

  private BarePipeline(byte[] image, String model, ModelRegistry models, Path scratch) {
    this.image = image;
    PlanCompiler compiler =
        new PlanCompiler(
            ComponentCatalog.load(BarePipeline.class.getClassLoader()), name -> Optional.empty());
    OpenCvImageCodec codec = new OpenCvImageCodec();
    FolderObjectStore store = FolderObjectStore.open(scratch);
    this.variants =
        ThreadLocal.withInitial(
            () -> new PipelineVariants(codec, models::detector, compiler, store));
    this.plan = variants.get().plan(steps(model));
  }

  public static void main(String[] arguments) throws Exception {
    Path scratch = Files.createTempDirectory("imageflow-bare");
    try (ModelRegistry models =
        new ModelRegistry(
            List.of(
                new BuiltInModels(),
                new OnnxModelFolder(Path.of(arguments[1]), OnnxRuntime.onCpu())),
            new InMemoryModelAliases())) {
      new BarePipeline(Files.readAllBytes(Path.of(arguments[0])), arguments[2], models, scratch)
          .serve();
    } finally {
      remove(scratch);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var inside = Files.walk(folder)) {
      for (Path path : inside.toList().reversed()) {
        Files.delete(path);
      }
    }
  }

  private void serve() throws Exception {
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    // threads that stay, because each has its own warm memory
    try (ExecutorService pool = Executors.newCachedThreadPool()) {
      System.out.println("ready");
      while (lines.hasNextInt()) {
        int threads = lines.nextInt();
        StringBuilder answer = new StringBuilder();
        run(pool, threads, lines.nextInt())
            .forEach(millis -> answer.append("%.3f ".formatted(millis)));
        System.out.println(answer);
      }
    }
  }

  private List<Double> run(ExecutorService pool, int threads, int images) throws Exception {
    AtomicInteger left = new AtomicInteger(images);
    List<Double> all = new ArrayList<>();
    List<Future<List<Double>>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(pool.submit(() -> untilNone(left)));
    }
    for (Future<List<Double>> thread : running) {
      all.addAll(thread.get());
    }
    return all;
  }

  private List<Double> untilNone(AtomicInteger left) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    while (left.getAndDecrement() > 0) {
      long start = System.nanoTime();
      variants.get().fused(plan, image);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return millis;
  }

  /** As {@code chain()} of {@code lib/serving.py}. */
  private static List<Step> steps(String model) {
    return List.of(
        step("resize", "resize", Map.of("width", 800, "height", 800)),
        step("detect", "ai_detection", Map.of("model_name", model, "confidence_threshold", 0.4)),
        step("blur", "filter", Map.of("filter_type", "blur")));
  }

  private static Step step(String id, String type, Map<String, Object> parameters) {
    return new Step(id, id, type, parameters, List.of(), Optional.empty());
  }
}
