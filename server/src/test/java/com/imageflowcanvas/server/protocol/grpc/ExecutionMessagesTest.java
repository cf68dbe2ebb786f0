package com.imageflowcanvas.server.protocol.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import com.imageflowcanvas.proto.v1.StepStatus;
import com.imageflowcanvas.proto.v1.StepUpdate;
import com.imageflowcanvas.testkit.store.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionMessagesTest {
  @Test
  void skippedStepIsToldWithItsReason() {
    StepUpdate step = told(StepState.SKIPPED);
    assertThat(step.getStatus()).isEqualTo(StepStatus.STEP_STATUS_SKIPPED);
    assertThat(step.getSkippedReason()).isEqualTo("switch-step-0:then stayed empty");
    assertThat(step.getError()).isEmpty();
  }

  @Test
  void stepThatRanForSomeImagesIsNotSkipped() {
    StepUpdate step = told(StepState.COMPLETED);
    assertThat(step.getStatus()).isEqualTo(StepStatus.STEP_STATUS_COMPLETED);
    assertThat(step.getSkippedReason()).isEmpty();
  }

  private static StepUpdate told(StepState state) {
    Execution running =
        Samples.pending(0)
            .after(new ExecutionEvent.Claimed(Samples.NODE, Samples.at(1), Samples.at(60)));
    StepProgress before = running.steps().getFirst();
    StepProgress step =
        new StepProgress(
            before.id(),
            before.component(),
            state,
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.of("switch-step-0:then stayed empty"));
    return ExecutionMessages.result(
            running.after(new ExecutionEvent.Progressed(running.items(), List.of(step), 1)))
        .getSteps(0);
  }
}
