package com.imageflowcanvas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.PlanResult;
import com.imageflowcanvas.pipeline.Step;
import java.lang.foreign.ValueLayout;
import com.imageflowcanvas.model.Cancellation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionEngineTest {
  private final ExecutionEngine engine = new ExecutionEngine(Clock.systemUTC());
  private final CancelToken token = new CancelToken();
  private final List<StepEvent> events = new ArrayList<>();
  private final RasterPool pool = new RasterPool(1 << 24, 1 << 20);
  private final CpuGate cores = new CpuGate(8, 0);

  @Test
  void stepsRunAlongTheGraph() throws Exception {
    // (1 + 10) + (1 + 10 + 20): a diamond joined by blend
    PipelinePlan plan =
        plan(
            step("a", "add", 10, "$input"),
            step("b", "add", 20, "a"),
            new Step("j", "j", "blend", Map.of(), List.of("a", "b"), Optional.empty()));
    try (RunContext context = context()) {
      RunResult.Completed done = (RunResult.Completed) run(plan, context);
      assertThat(done.results()).hasSize(1);
      assertThat(firstByte(done.results().getFirst().frame())).isEqualTo(42);
    }
    assertThat(events).hasSize(6);
    assertThat(events.getFirst()).isInstanceOf(StepEvent.Started.class);
  }

  @Test
  void everyLastStepGivesAResult() throws Exception {
    try (RunContext context = context()) {
      PipelinePlan plan = plan(step("a", "add", 1, "$input"), step("b", "add", 2, "$input"));
      RunResult.Completed done = (RunResult.Completed) run(plan, context);
      assertThat(done.results()).extracting(r -> firstByte(r.frame())).containsExactly(2, 3);
    }
  }

  @Test
  void memoryOfStepsThatNobodyNeedsAnyMoreIsUsedAgain() throws Exception {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      steps.add(step("s" + i, "add", 1));
    }
    try (RunContext context = context()) {
      Frame submitted = frame(context);
      RunResult.Completed done =
          (RunResult.Completed) engine.run(plan(steps), submitted, context, events::add);
      assertThat(firstByte(done.results().getFirst().frame())).isEqualTo(51);
      assertThat(context.memory().usedBlocks()).isEqualTo(1);
    }
  }

  @Test
  void detectionsStayInPixelsOfTheSubmittedImage() throws Exception {
    try (RunContext context = context()) {
      PipelinePlan plan =
          plan(
              List.of(
                  new Step("s", "s", "shrink", Map.of("factor", 4), List.of(), Optional.empty()),
                  new Step("f", "f", "find", Map.of(), List.of(), Optional.empty())));
      RunResult.Completed done = (RunResult.Completed) run(plan, context);
      assertThat(done.detections().getFirst().box()).isEqualTo(new Box(0, 0, 64, 32));
    }
  }

  @Test
  void failedStepEndsTheRunWithItsReason() throws Exception {
    try (RunContext context = context()) {
      PipelinePlan plan =
          plan(
              List.of(
                  step("a", "add", 1),
                  new Step("x", "x", "fail", Map.of(), List.of(), Optional.empty()),
                  step("b", "add", 1)));
      RunResult.Failed failed = (RunResult.Failed) run(plan, context);
      assertThat(failed.message()).isEqualTo("no luck today");
      assertThat(failed.code()).isEqualTo(ErrorCode.STEP_FAILED);
      assertThat(events.getLast()).isInstanceOf(StepEvent.Failed.class);
      assertThat(events).hasSize(4);
    }
  }

  @Test
  void resultOverTheLimitsIsRefusedBeforeItIsAllocated() throws Exception {
    try (RunContext roomy = context();
        RunContext context =
        new RunContext(
            pool,
            permit(),
            name -> {
              throw new IllegalStateException();
            },
            token,
            new ImageLimits(1000, 100, 20, 1))) {
      RunResult.Failed failed = 
          (RunResult.Failed)
              engine.run(plan(List.of(step("a", "add", 1))), frame(roomy), context, events::add);
      assertThat(failed.message()).startsWith("result size: 64x32");
      assertThat(failed.code()).isEqualTo(ErrorCode.IMAGE_TOO_LARGE);
    }
  }

  @Test
  void cancelledRunStopsAtTheNextStep() {
    try (RunContext context = context()) {
      token.cancel();
      assertThatThrownBy(() -> run(plan(List.of(step("a", "add", 1))), context))
          .isInstanceOf(InterruptedException.class);
      assertThat(events).isEmpty();
    }
  }

  private RunResult run(PipelinePlan plan, RunContext context) throws InterruptedException {
    return engine.run(plan, frame(context), context, events::add);
  }

  private CpuGate.Permit permit() {
    try {
      return cores.enter(CpuGate.Lane.BATCH, Duration.ZERO, Cancellation.NEVER);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunContext context() {
    return new RunContext(
        pool,
        permit(),
        name -> {
          throw new IllegalStateException("no detectors here");
        },
        token,
        ImageLimits.DEFAULT);
  }

  private static Frame frame(RunContext context) {
    Raster raster = context.allocate(64, 32, PixelFormat.BGR24);
    raster.pixels().fill((byte) 1);
    return new Frame(raster, Annotations.NONE, Transform.IDENTITY, Instant.EPOCH);
  }

  private static int firstByte(Frame frame) {
    return frame.image().pixels().get(ValueLayout.JAVA_BYTE, 0);
  }

  private static PipelinePlan plan(Step... steps) {
    return plan(List.of(steps));
  }

  private static PipelinePlan plan(List<Step> steps) {
    PlanCompiler compiler = new PlanCompiler(TestComponents.CATALOG, name -> Optional.empty());
    return ((PlanResult.Ready) compiler.compile(PipelineId.next(), 1, steps)).plan();
  }

  private static Step step(String id, String type, int amount, String... dependencies) {
    return new Step(
        id, id, type, Map.of("amount", amount), Arrays.asList(dependencies), Optional.empty());
  }
}
