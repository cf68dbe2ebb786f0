package com.imageflowcanvas.engine;

import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.PlanResult;
import com.imageflowcanvas.pipeline.PlannedResult;
import com.imageflowcanvas.pipeline.Step;
import java.lang.foreign.ValueLayout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a plan of test components on a picture of ones, and remembers what it is told. */
final class ObservedRun implements RunListener, AutoCloseable {
  final CancelToken token = new CancelToken();
  final List<StepEvent> events = new ArrayList<>();

  /** {@code step:port#nth=first byte}. */
  final List<String> results = new ArrayList<>();

  final RunContext context;

  ObservedRun() {
    this(ImageLimits.DEFAULT);
  }

  ObservedRun(ImageLimits limits) {
    this.context =
        new RunContext(
            new RasterPool(1 << 28, 1 << 20),
            permit(),
            name -> {
              throw new IllegalStateException("no detectors here");
            },
            token,
            limits);
  }

  private CpuGate.Permit permit() {
    try {
      return new CpuGate(1, 0).enter(CpuGate.Lane.BATCH, Duration.ZERO, token);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  RunResult run(Step... steps) throws InterruptedException {
    return run(plan(List.of(steps)));
  }

  RunResult run(PipelinePlan plan) throws InterruptedException {
    return new ExecutionEngine(Clock.systemUTC()).run(plan, submitted(), context, this);
  }

  Frame submitted() {
    Raster raster = context.allocate(64, 32, PixelFormat.BGR24);
    raster.pixels().fill((byte) 1);
    return new Frame(raster, Annotations.NONE, Transform.IDENTITY, Instant.EPOCH);
  }

  /** {@code step reason}, of those that were skipped. */
  List<String> skipped() {
    return events.stream()
        .filter(StepEvent.Skipped.class::isInstance)
        .map(StepEvent.Skipped.class::cast)
        .map(event -> event.step().id() + " " + event.reason())
        .toList();
  }

  @Override
  public void onStep(StepEvent event) {
    events.add(event);
  }

  @Override
  public void onResult(PlannedResult place, int nth, Frame frame) {
    int value = frame.image().pixels().get(ValueLayout.JAVA_BYTE, 0);
    results.add(place.step().id() + ":" + place.port() + "#" + nth + "=" + value);
  }

  @Override
  public void close() {
    context.close();
  }

  static PipelinePlan plan(List<Step> steps) {
    PlanCompiler compiler = new PlanCompiler(TestComponents.CATALOG, name -> Optional.empty());
    return switch (compiler.compile(PipelineId.next(), 1, steps)) {
      case PlanResult.Ready ready -> ready.plan();
      case PlanResult.Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  static Step step(String id, String type, Map<String, Object> parameters, String... inputs) {
    return new Step(id, id, type, parameters, Arrays.asList(inputs), Optional.empty());
  }

  static Step add(String id, int amount, String... inputs) {
    return step(id, "add", Map.of("amount", amount), inputs);
  }
}
