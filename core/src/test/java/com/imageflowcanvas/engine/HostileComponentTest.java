package com.imageflowcanvas.engine;

import static com.imageflowcanvas.engine.ObservedRun.add;
import static com.imageflowcanvas.engine.ObservedRun.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a component does ends its own step, with a reason that names the step. */
class HostileComponentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throw            | INTERNAL        | the component broke down
          checked_late     | INTERNAL        | the component broke down
          overflow         | INTERNAL        | the component broke down
          no_library       | INTERNAL        | the component broke down
          no_native_memory | INTERNAL        | the component got no memory
          nothing          | STEP_FAILED     | the component gave nothing (expected: its outputs)
          no_port          | STEP_FAILED     | nothing came out of image (expected: a frame)
          unknown_port     | STEP_FAILED     | unknown output picture (expected: [image])
          two_frames       | STEP_FAILED     | image: 2 frames (expected: at most 1)
          other_size       | STEP_FAILED     | image: 65x32 px (expected: 64x32, as it said before)
          grey             | STEP_FAILED     | image: GRAY8 (expected: BGR24)
          foreign          | STEP_FAILED     | image: an image in foreign memory (expected: in what the run gave)
          dead             | STEP_FAILED     | image: an image in foreign memory (expected: in what the run gave)
          huge             | IMAGE_TOO_LARGE | raster size: 16000x16000 = 256000000 px (expected: at most 50000000)
          wrong_size       | IMAGE_CORRUPT   | raster size: 0x5 px (expected: at least 1x1)
          """)
  void misdeedEndsItsOwnStepOnly(String misdeed, ErrorCode code, String message) throws Exception {
    try (ObservedRun run = new ObservedRun()) {
      RunResult result = run.run(add("a", 1), step("h", "hostile", Map.of("does", misdeed)));
      assertThat(result).isEqualTo(new RunResult.Failed(code, "hostile-step-1: " + message));
      StepEvent.Failed failed = (StepEvent.Failed) run.events.getLast();
      assertThat(failed.message()).isEqualTo(message);
      // the memory and the thread are as good as before
      assertThat(run.run(add("a", 1))).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void moreThanOneFrameForEachThatCameEndsTheStepToo() throws Exception {
    try (ObservedRun run = new ObservedRun()) {
      RunResult result =
          run.run(
              step("c", "copies", Map.of()), step("h", "hostile", Map.of("does", "two_frames")));
      assertThat(((RunResult.Failed) result).message())
          .isEqualTo("hostile-step-1: image: 2 frames (expected: at most 1)");
    }
  }

  @Test
  void sizeThatAComponentCannotSayIsAnErrorThatNamesItsStep() {
    Size full = new Size(64, 32);
    assertThatThrownBy(() -> plan("throw").neededInput(full))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("hostile-step-0: the component broke down");
    assertThat(plan("huge").neededInput(full)).isEqualTo(new Size(64, 1));
  }

  private static PipelinePlan plan(String misdeed) {
    return ObservedRun.plan(List.of(step("h", "hostile", Map.of("does", misdeed))));
  }

  @Test
  void stepThatNeverEndsStopsAtItsCheckpoint() {
    try (ObservedRun run = new ObservedRun()) {
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(run.token::cancel);
      assertThatThrownBy(() -> run.run(step("h", "hostile", Map.of("does", "wait"))))
          .isInstanceOf(InterruptedException.class);
    }
  }
}
