package com.imageflowcanvas.engine;

import static com.imageflowcanvas.engine.ObservedRun.add;
import static com.imageflowcanvas.engine.ObservedRun.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.Origin;
import com.imageflowcanvas.pipeline.PlannedResult;
import com.imageflowcanvas.pipeline.Step;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionEngineTest {
  private final ObservedRun run = new ObservedRun();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void stepsRunAlongTheGraph() throws Exception {
    // (1 + 10) + (1 + 10 + 20): a diamond joined by blend
    run.run(add("a", 10, "$input"), add("b", 20, "a"), step("j", "blend", Map.of(), "a", "b"));
    assertThat(run.results).containsExactly("blend-step-2:image#0=42");
    assertThat(run.events).hasSize(6);
    assertThat(run.events.getFirst()).isInstanceOf(StepEvent.Started.class);
  }

  @Test
  void everyLastStepGivesAResult() throws Exception {
    run.run(add("a", 1, "$input"), add("b", 2, "$input"));
    assertThat(run.results).containsExactly("add-step-0:image#0=2", "add-step-1:image#0=3");
  }

  @Test
  void planOfAHundredBranchesIsRun() throws Exception {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      steps.add(add("s" + i, i % 50, "$input"));
    }
    assertThat(run.run(ObservedRun.plan(steps))).isInstanceOf(RunResult.Completed.class);
    assertThat(run.results).hasSize(100).endsWith("add-step-99:image#0=50");
  }

  @Test
  void memoryOfStepsThatNobodyNeedsAnyMoreIsUsedAgain() throws Exception {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      steps.add(add("s" + i, 1));
    }
    run.run(ObservedRun.plan(steps));
    assertThat(run.results).containsExactly("add-step-49:image#0=51");
    assertThat(run.context.memory().usedBlocks()).isZero();
  }

  @Test
  void resultIsToldAtOnceAndItsMemoryGivenBackBeforeTheNextIsMade() throws Exception {
    List<Integer> held = new ArrayList<>();
    RunListener counting =
        new RunListener() {
          @Override
          public void onStep(StepEvent event) {
            if (event instanceof StepEvent.Started) {
              held.add(run.context.memory().usedBlocks());
            }
          }

          @Override
          public void onResult(PlannedResult place, int nth, Frame frame) {
            held.add(-1);
          }
        };
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      steps.add(add("s" + i, 1, "$input"));
    }
    new ExecutionEngine(Clock.systemUTC())
        .run(ObservedRun.plan(steps), run.submitted(), run.context, counting);
    assertThat(held).as("blocks at each start").containsExactly(1, -1, 1, -1, 1, -1, 1, -1);
  }

  @Test
  void whatTheListenerThrowsEndsTheRunAndIsThrownOn() {
    RunListener full =
        new RunListener() {
          @Override
          public void onStep(StepEvent event) {}

          @Override
          public void onResult(PlannedResult place, int nth, Frame frame) {
            throw new IllegalStateException("disk full");
          }
        };
    assertThatThrownBy(
            () ->
                new ExecutionEngine(Clock.systemUTC())
                    .run(
                        ObservedRun.plan(List.of(add("a", 1))), run.submitted(), run.context, full))
        .hasMessage("disk full");
  }

  @Test
  void detectionsStayInPixelsOfTheSubmittedImageAndSayWhoFoundThem() throws Exception {
    RunResult result =
        run.run(step("s", "shrink", Map.of("factor", 4)), step("f", "find", Map.of()));
    Detection found = ((RunResult.Completed) result).said().detections().getFirst();
    assertThat(found.box()).isEqualTo(new Box(0, 0, 64, 32));
    assertThat(found.origin()).isEqualTo(Origin.of("find-step-1", Optional.empty()));
  }

  @Test
  void whatSeveralResultsSayIsToldOnce() throws Exception {
    RunResult result =
        run.run(
            step("f", "find", Map.of(), "$input"),
            add("a", 1, "f"),
            add("b", 1, "f"),
            step("g", "find", Map.of(), "$input"));
    assertThat(((RunResult.Completed) result).said().detections())
        .extracting(found -> found.origin().step().orElseThrow())
        .containsExactly("find-step-0");
  }

  @Test
  void failedStepEndsTheRunWithItsReason() throws Exception {
    RunResult result = run.run(add("a", 1), step("x", "fail", Map.of()), add("b", 1));
    assertThat(result)
        .isEqualTo(new RunResult.Failed(ErrorCode.STEP_FAILED, "fail-step-1: no luck today"));
    assertThat(run.events.getLast()).isInstanceOf(StepEvent.Failed.class);
    assertThat(run.events).hasSize(4);
  }

  @Test
  void resultOverTheLimitsIsRefusedBeforeItIsAllocated() throws Exception {
    try (ObservedRun small = new ObservedRun(new ImageLimits(1000, 100, 20, 1))) {
      RunResult.Failed failed = (RunResult.Failed) small.run(add("a", 1));
      assertThat(failed.code()).isEqualTo(ErrorCode.IMAGE_TOO_LARGE);
    }
  }

  @Test
  void cancelledRunStopsAtTheNextStep() {
    run.token.cancel();
    assertThatThrownBy(() -> run.run(add("a", 1))).isInstanceOf(InterruptedException.class);
    assertThat(run.events).isEmpty();
  }
}
