package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlanResult;
import com.imageflowcanvas.pipeline.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a step when some of its images were cut off in it. */
class RunProgressTest {
  private static final Assignment.AssignedItem ITEM =
      new Assignment.AssignedItem(0, new FileId("f"), new ObjectKey("f"), 1, "", "a.gif");

  private final House house = new House();
  private final PipelinePlan plan =
      ((PlanResult.Ready) house.compiler.compile(house.pipeline("gate"), Map.of())).plan();
  private final PlannedStep<?> step = plan.steps().getFirst();
  private final RunProgress progress = new RunProgress(new ExecutionId("e"), 1, plan, house.clock);

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void stepIsDoneWhenAllImagesAre() {
    started();
    told(new StepEvent.Completed(step, Instant.EPOCH, Duration.ofMillis(1)));

    assertThat(atTheEnd().state()).isEqualTo(StepState.COMPLETED);
  }

  @Test
  void stepInWhichAnImageWasCutOffIsNotDone() {
    started();
    told(new StepEvent.Completed(step, Instant.EPOCH, Duration.ofMillis(1)));
    started();

    assertThat(atTheEnd().state()).isEqualTo(StepState.PENDING);
    assertThat(atTheEnd().time()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void stepInWhichOneFailedAndAnotherWasCutOffHasFailed() {
    started();
    told(
        new StepEvent.Failed(
            step, Instant.EPOCH, Duration.ofMillis(1), ErrorCode.STEP_FAILED, "it is broken"));
    started();

    assertThat(atTheEnd().state()).isEqualTo(StepState.FAILED);
    assertThat(atTheEnd().error()).contains("it is broken");
  }

  private void started() {
    told(new StepEvent.Started(step, Instant.EPOCH));
  }

  private void told(StepEvent event) {
    progress.of(ITEM).onStep(event);
  }

  private StepProgress atTheEnd() {
    return progress.ended(List.of(), List.of(), Instant.EPOCH).steps().getFirst();
  }
}
