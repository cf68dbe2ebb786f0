package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final NodeId NODE = new NodeId("n");
  private final Execution pending = pending();
  private final Execution running =
      pending
          .after(new ExecutionEvent.Claimed(NODE, T0.plusSeconds(10), T0))
          .after(new ExecutionEvent.Began(T0.plusSeconds(1)));

  @Test
  void itStartsWithTheWorkOnItsFirstImageAndNotWhenItIsTaken() {
    Execution taken = pending.after(new ExecutionEvent.Claimed(NODE, T0.plusSeconds(10), T0));
    assertThat(taken.state()).isEqualTo(ExecutionState.RUNNING);
    assertThat(taken.startedAt()).isEmpty();
    Execution second = running.after(new ExecutionEvent.Began(T0.plusSeconds(3)));
    assertThat(second.startedAt()).contains(T0.plusSeconds(1));
    Execution given = taken.after(new ExecutionEvent.Cancelled(T0.plusSeconds(9)));
    assertThat(given.processingTime()).isEmpty();
  }

  @Test
  void claimRaisesAttemptAndFence() {
    assertThat(running.state()).isEqualTo(ExecutionState.RUNNING);
    assertThat(running.attempt())
        .isEqualTo(
            new Attempt(
                1, Optional.of(NODE), Optional.of(T0.plusSeconds(10)), 1, 0, Optional.empty()));
    assertThat(running.startedAt()).contains(T0.plusSeconds(1));
  }

  @Test
  void expiredLeaseIsClaimedAgain() {
    Execution again =
        running.after(new ExecutionEvent.Claimed(NODE, T0.plusSeconds(30), T0.plusSeconds(20)));
    assertThat(again.attempt().number()).isEqualTo(2);
    assertThat(again.attempt().fence()).isEqualTo(2);
  }

  @Test
  void completedWhenAllItemsAre() {
    Execution done = end(running, item().completed(List.of(), List.of(), List.of()));
    assertThat(done.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(done.percentage()).isEqualTo(100);
    assertThat(done.processingTime()).contains(Duration.ofSeconds(4));
  }

  @Test
  void failedWhenOneItemFailedAndSaysWhy() {
    Failure why = new Failure(ErrorCode.IMAGE_CORRUPT, "truncated");
    Execution done = end(running, item().failed(why));
    assertThat(done.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(done.failure()).contains(why);
  }

  @Test
  void cancelFencesTheRunnerOff() {
    Execution cancelled = running.after(new ExecutionEvent.Cancelled(T0.plusSeconds(2)));
    assertThat(cancelled.state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(cancelled.attempt().fence()).isEqualTo(2);
    assertThat(cancelled.items().getFirst().state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void terminalStateNeverChanges() {
    Execution done = end(running, item().completed(List.of(), List.of(), List.of()));
    for (ExecutionEvent event :
        List.of(
            new ExecutionEvent.Cancelled(T0),
            new ExecutionEvent.Claimed(NODE, T0, T0),
            new ExecutionEvent.Released(Optional.empty()),
            new ExecutionEvent.Failed(new Failure(ErrorCode.INTERNAL, "x"), T0))) {
      assertThatThrownBy(() -> done.after(event)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void releasedOneIsPendingAsAtFirst() {
    Execution released = running.after(new ExecutionEvent.Released(Optional.empty()));
    assertThat(released.state()).isEqualTo(ExecutionState.PENDING);
    assertThat(released.items()).isEqualTo(pending.items());
    assertThat(released.steps()).isEqualTo(pending.steps());
    assertThat(released.attempt().pauses()).isZero();
  }

  @Test
  void pausesAreCountedAndItsTimeIsForgottenWhenItIsClaimed() {
    Execution paused = running.after(new ExecutionEvent.Released(Optional.of(T0.plusSeconds(9))));
    assertThat(paused.attempt().number()).isZero();
    assertThat(paused.attempt().pauses()).isEqualTo(1);
    assertThat(paused.attempt().notBefore()).contains(T0.plusSeconds(9));

    Execution again = paused.after(new ExecutionEvent.Claimed(NODE, T0, T0));
    assertThat(again.attempt().pauses()).isEqualTo(1);
    assertThat(again.attempt().notBefore()).isEmpty();
    Execution twice = again.after(new ExecutionEvent.Released(Optional.of(T0.plusSeconds(20))));
    assertThat(twice.attempt().pauses()).isEqualTo(2);
    Execution cancelled = twice.after(new ExecutionEvent.Cancelled(T0.plusSeconds(10)));
    assertThat(cancelled.attempt().pauses()).isEqualTo(2);
    assertThat(cancelled.attempt().notBefore()).isEmpty();
  }

  @Test
  void attemptThatWasGivenBackInOrderDoesNotCountButItsFenceDoes() {
    Execution released = running.after(new ExecutionEvent.Released(Optional.empty()));
    assertThat(released.attempt().number()).isZero();
    assertThat(released.attempt().fence()).isGreaterThan(running.attempt().fence());
    Execution again = released.after(new ExecutionEvent.Claimed(NODE, T0, T0));
    assertThat(again.attempt().number()).isEqualTo(1);
    assertThat(again.attempt().fence()).isGreaterThan(released.attempt().fence());
  }

  @Test
  void cancelKeepsHowFarItHasComeButNothingThatWasMade() {
    StepProgress begun = running.steps().getFirst();
    StepProgress done =
        new StepProgress(
            begun.id(),
            begun.component(),
            StepState.COMPLETED,
            running.startedAt(),
            Optional.of(T0.plusSeconds(2)),
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty());
    OutputFile output = new OutputFile(new FileId("o"), begun.id(), "o.jpg", "image/jpeg", 1);
    Item failed = item().failed(new Failure(ErrorCode.IMAGE_CORRUPT, "truncated"));
    Execution live =
        running.after(
            new ExecutionEvent.Progressed(
                List.of(item().completed(List.of(output), List.of(), List.of()), failed),
                List.of(done),
                1));
    Execution cancelled = live.after(new ExecutionEvent.Cancelled(T0.plusSeconds(3)));
    assertThat(cancelled.steps()).containsExactly(done);
    assertThat(cancelled.percentage()).isEqualTo(50);
    assertThat(cancelled.outputs()).isEmpty();
    assertThat(cancelled.items())
        .extracting(Item::state)
        .containsExactly(ExecutionState.CANCELLED, ExecutionState.FAILED);
  }

  @Test
  void stepThatRanWhenItWasCancelledIsNotDoneButKeepsItsTimes() {
    StepProgress begun = running.steps().getFirst();
    StepProgress runs =
        new StepProgress(
            begun.id(),
            begun.component(),
            StepState.RUNNING,
            running.startedAt(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty());
    Execution cancelled =
        running
            .after(new ExecutionEvent.Progressed(running.items(), List.of(runs), 0))
            .after(new ExecutionEvent.Cancelled(T0.plusSeconds(3)));
    StepProgress kept = cancelled.steps().getFirst();
    assertThat(kept.state()).isEqualTo(StepState.PENDING);
    assertThat(kept.startedAt()).isEqualTo(running.startedAt());
    assertThat(kept.time()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void clockThatIsSetBackMakesNoNegativeTimes() {
    Instant earlier = T0.minusSeconds(3600);
    Execution claimed =
        pending
            .after(new ExecutionEvent.Claimed(NODE, T0, earlier))
            .after(new ExecutionEvent.Began(earlier));
    assertThat(claimed.startedAt()).contains(T0);
    Execution done =
        claimed.after(
            new ExecutionEvent.Ended(
                List.of(item().completed(List.of(), List.of(), List.of())),
                claimed.steps(),
                1,
                earlier));
    assertThat(done.processingTime()).contains(Duration.ZERO);
    assertThat(pending.after(new ExecutionEvent.Cancelled(earlier)).completedAt()).contains(T0);
  }

  @Test
  void laterAttemptsHaveGreaterSequences() {
    Execution again = running.after(new ExecutionEvent.Claimed(NODE, T0, T0));
    long last =
        ExecutionUpdate.ofWhole(end(running, item().completed(List.of(), List.of(), List.of())), T0)
            .sequence();
    assertThat(ExecutionUpdate.ofWhole(again, T0).sequence()).isGreaterThan(last);
  }

  @Test
  void urgentOneOvertakesOnlyWithinItsHeadStart() {
    Duration headStart = Duration.ofDays(1);
    assertThat(Priority.HIGH.rank(T0.plus(headStart).minusMillis(1)))
        .isLessThan(Priority.LOW.rank(T0));
    assertThat(Priority.HIGH.rank(T0.plus(headStart).plusMillis(1)))
        .isGreaterThan(Priority.LOW.rank(T0));
    assertThat(Priority.NORMAL.rank(T0)).isLessThan(Priority.NORMAL.rank(T0.plusMillis(1)));
  }

  private static Execution end(Execution execution, Item item) {
    return execution.after(
        new ExecutionEvent.Ended(List.of(item), execution.steps(), 1, T0.plusSeconds(5)));
  }

  private static Item item() {
    return Item.pending(new FileId("f"), "f.jpg", List.of());
  }

  private static Execution pending() {
    ComponentType type = new ComponentType("resize");
    return new Execution(
        ExecutionId.next(),
        PipelineId.next(),
        1,
        new UserId("u"),
        Priority.NORMAL,
        Map.of(),
        ExecutionState.PENDING,
        ExecutionMode.DIRECT_GRPC,
        Attempt.NONE,
        List.of(item()),
        List.of(StepProgress.pending(StepId.of(type, 0), type)),
        0,
        T0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
