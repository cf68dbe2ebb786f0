package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.model.Cancellation;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One attempt, from its assignment to its outcome. */
@Timeout(120)
class BatchRunTest {
  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void everyImageIsRunAndItsResultPublished() throws Exception {
    Execution accepted = house.submit(house.pipeline("gate", "gate"), House.GIF, House.GIF);
    Execution done = house.run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(done.outputs())
        .extracting(o -> o.id().value())
        .containsExactly(
            accepted.id() + "-gate-step-1-output", accepted.id() + "-gate-step-1-output-1");
    assertThat(done.steps()).allMatch(s -> s.state() == StepState.COMPLETED && !s.time().isZero());
    FileId output = done.outputs().getFirst().id();
    assertThat(house.stores.files().find(output)).isPresent();
    assertThat(house.objects.get(ObjectKey.of(output))).isPresent();
  }

  @Test
  void sequenceRisesAndPercentageNeverFalls() throws Exception {
    house.submit(house.pipeline("gate", "gate"), House.GIF, House.GIF);
    letThroughWhenNewsAreHeard();
    house.run(house.claim());
    List<ExecutionUpdate> updates = house.events.updates;
    assertThat(updates).hasSizeGreaterThan(6);
    for (int i = 1; i < updates.size(); i++) {
      assertThat(updates.get(i).sequence()).isGreaterThan(updates.get(i - 1).sequence());
      assertThat(updates.get(i).execution().percentage())
          .isGreaterThanOrEqualTo(updates.get(i - 1).execution().percentage());
    }
    assertThat(updates.getLast().execution().percentage()).isEqualTo(100);
  }

  @Test
  void newsSayWhichItemsAndStepsHaveMoved() throws Exception {
    house.submit(house.pipeline("gate"), House.GIF);
    letThroughWhenNewsAreHeard();
    house.run(house.claim());
    assertThat(house.news).extracting(RunNews::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(house.news.stream().flatMap(news -> news.items().stream()))
        .contains(new RunNews.ItemChange(0, ExecutionState.RUNNING));
    assertThat(house.news.stream().flatMap(news -> news.steps().stream()))
        .extracting(StepProgress::state)
        .contains(StepState.RUNNING, StepState.COMPLETED);
  }

  /** Else a run may be over before anybody listens. */
  private void letThroughWhenNewsAreHeard() {
    house.gate.shut();
    Thread.ofVirtual()
        .start(
            () -> {
              while (house.news.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
              }
              house.gate.open.countDown();
            });
  }

  @Test
  void staleAndDisorderedNewsChangeNothing() {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    RunningAttempt attempt = new RunningAttempt(claimed);
    assertThat(attempt.hear(news(claimed, 2, StepState.COMPLETED, 1))).isPresent();
    assertThat(attempt.hear(news(claimed, 1, StepState.RUNNING, 0))).as("older").isEmpty();
    assertThat(attempt.hear(news(claimed, 2, StepState.RUNNING, 0))).as("repeated").isEmpty();
    attempt.over();
    assertThat(attempt.hear(news(claimed, 3, StepState.RUNNING, 0))).as("after the end").isEmpty();
  }

  private static RunNews news(Execution of, long sequence, StepState state, int finished) {
    StepProgress first = of.steps().getFirst();
    StepProgress moved =
        new StepProgress(
            first.id(),
            first.component(),
            state,
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty());
    return new RunNews(
        of.id(),
        of.attempt().fence(),
        sequence,
        Optional.empty(),
        List.of(moved),
        List.of(),
        finished,
        Instant.EPOCH);
  }

  @Test
  void failedStepFailsItsItemWithItsReason() throws Exception {
    house.submit(house.pipeline("gate", "broken", "gate"), House.GIF);
    Execution done = house.run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(done.items().getFirst().failure())
        .contains(new Failure(ErrorCode.STEP_FAILED, "broken-step-1: it is broken"));
    assertThat(done.steps())
        .extracting(StepProgress::state)
        .containsExactly(StepState.COMPLETED, StepState.FAILED, StepState.PENDING);
  }

  @Test
  void stoppedRunSaysWhyAndLeavesNothing() throws Exception {
    for (StopReason why : StopReason.values()) {
      house.submit(house.pipeline("gate"), House.GIF, House.GIF);
      house.gate.shut();
      Run run = house.start(house.executor, house.claim());
      house.gate.entered.await();
      run.stop(why);
      run.stop(StopReason.SHUTDOWN);
      assertThat(outcome(run)).isEqualTo(new RunOutcome.Interrupted(why));
    }
    assertThat(results()).isEmpty();
  }

  @Test
  void runThatIsStoppedForShutdownIsPendingAgainAndNotCharged() throws Exception {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    Execution next =
        new RunningAttempt(claimed)
            .after(new RunOutcome.Interrupted(StopReason.SHUTDOWN), Instant.EPOCH, Instant.EPOCH)
            .orElseThrow();
    assertThat(next.state()).isEqualTo(ExecutionState.PENDING);
    assertThat(next.attempt().number()).isZero();
    assertThat(next.attempt().notBefore()).isEmpty();
  }

  @Test
  void imageThatTakesTooLongFailsAndSaysSo() throws Exception {
    house.gate.shut();
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    try (BatchExecutor hurried = house.executor(Duration.ofMillis(30), house.objects)) {
      RunOutcome outcome = outcome(house.start(hurried, claimed));
      assertThat(failure(outcome))
          .isEqualTo(
              new Failure(
                  ErrorCode.DEADLINE_EXCEEDED,
                  "not done after 30 ms (expected: by then, see execution.deadline)"));
      assertThat(((RunOutcome.Ended) outcome).steps())
          .as("nothing runs on")
          .extracting(StepProgress::state)
          .containsExactly(StepState.PENDING);
    }
  }

  @Test
  void waitingForACoreIsNeitherProcessingTimeNorPartOfTheDeadline() throws Exception {
    List<CpuGate.Permit> others = new ArrayList<>();
    for (int i = 0; i < house.cores.permits(); i++) {
      others.add(house.cores.enter(CpuGate.Lane.BATCH, Duration.ofDays(1), Cancellation.NEVER));
    }
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    try (BatchExecutor hurried = house.executor(Duration.ofSeconds(10), house.objects)) {
      Run run = house.start(hurried, claimed);
      while (house.cores.waiting(CpuGate.Lane.BATCH) == 0) {
        Thread.sleep(1);
      }
      Instant free = house.clock.instant();
      others.forEach(CpuGate.Permit::close);
      RunOutcome.Ended done = (RunOutcome.Ended) outcome(run);
      assertThat(done.begunAt().orElseThrow()).isAfterOrEqualTo(free);
    }
  }

  @Test
  void whoLostTheLeaseCanPublishNothing() throws Exception {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution late = house.claim();
    house.stores.executions().abandonLeases(new NodeId("n"), house.clock.instant());
    Execution second = house.claim();
    Execution done = house.run(second);
    assertThat(done.attempt().number()).isEqualTo(2);
    // the late one ends after the second: what it stored is nobody's
    assertThat(house.run(late)).isEqualTo(done);
    FileId output = done.outputs().getFirst().id();
    assertThat(house.objects.get(ObjectKey.of(output, 2))).isPresent();
    assertThat(house.objects.get(ObjectKey.of(output, 1)))
        .as("bytes of the stale attempt")
        .isEmpty();
  }

  @Test
  void inputThatIsGoneFailsItsItemOnly() throws Exception {
    Execution accepted = house.submit(house.pipeline("gate"), House.GIF, House.GIF);
    house.objects.delete(ObjectKey.of(accepted.items().getFirst().input().orElseThrow()));
    Execution done = house.run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(done.failure().orElseThrow().message()).contains("is gone");
    assertThat(done.items())
        .extracting(Item::state)
        .containsExactly(ExecutionState.FAILED, ExecutionState.COMPLETED);
    assertThat(house.stores.files().find(done.outputs().getFirst().id())).isPresent();
  }

  @Test
  void storeThatIsAwayIsNoFaultOfTheExecutionAndStopsItsSiblings() throws Exception {
    ObjectStore away = new RefusingObjectStore(house.objects);
    house.submit(house.pipeline("gate"), House.GIF, House.GIF, House.GIF);
    Execution claimed = house.claim();
    try (BatchExecutor executor = house.executor(Duration.ofMinutes(1), away)) {
      assertThat(outcome(house.start(executor, claimed)))
          .isEqualTo(new RunOutcome.Unavailable("the object store is away"));
    }
    Execution waits =
        new RunningAttempt(claimed)
            .after(new RunOutcome.Unavailable("away"), Instant.MAX, Instant.EPOCH)
            .orElseThrow();
    assertThat(waits.state()).isEqualTo(ExecutionState.PENDING);
    assertThat(waits.attempt().number()).as("attempts that are charged").isZero();
    assertThat(waits.attempt().pauses()).isEqualTo(1);
    assertThat(waits.attempt().notBefore()).contains(Instant.MAX);
  }

  @Test
  void pipelineThatCannotBeRunAnyMoreIsRefused() throws Exception {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    Assignment assignment =
        new Assignments(house.stores.pipelines(), house.stores.files())
            .prepare(claimed)
            .orElseThrow()
            .assignment();
    Assignment unknown =
        new Assignment(
            assignment.id(),
            assignment.fence(),
            assignment.owner(),
            assignment.pipeline(),
            Map.of("no_such_parameter", 1),
            assignment.priority(),
            assignment.items());
    assertThat(outcome(house.executor.start(unknown, news -> {})))
        .isInstanceOfSatisfying(
            RunOutcome.Refused.class,
            it -> assertThat(it.failure().code()).isEqualTo(ErrorCode.VALIDATION_FAILED));
  }

  @Test
  void animationThatWasUploadedBeforeSaysThatItsFirstFrameWasTaken() throws Exception {
    FileId id = new FileId("animation");
    StoredFile animation =
        new StoredFile(
            id,
            House.OPERATOR.id(),
            StoredFile.Kind.UPLOAD,
            "a.gif",
            "image/gif",
            twoFrames().length,
            "",
            ObjectKey.of(id),
            Optional.empty(),
            house.clock.instant(),
            Map.of());
    house.stores.files().add(animation, Optional.empty());
    house.objects.put(animation.object(), twoFrames(), new ObjectAttributes("image/gif", "a.gif"));
    house.service.submit(
        House.OPERATOR,
        new Submission(
            house.pipeline("gate").slug(),
            List.of(),
            List.of(id),
            Map.of(),
            Priority.NORMAL,
            Optional.empty()));
    assertThat(house.run(house.claim()).items().getFirst().notes())
        .containsExactly("the first of 2 frames was taken");
  }

  /** The frame twice: from the separator to before the trailer. */
  private static byte[] twoFrames() {
    byte[] one = House.GIF;
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(one, 0, one.length - 1);
    int frame = 19;
    two.write(one, frame, one.length - frame);
    return two.toByteArray();
  }

  @Test
  void percentageOfAFailedOneIsWhatWasDone() throws Exception {
    house.submit(house.pipeline("gate", "gate"), House.GIF, new byte[] {1});
    assertThat(house.run(house.claim()).percentage()).as("two steps of four").isEqualTo(50);
    house.submit(house.pipeline("gate", "broken", "gate", "gate"), House.GIF);
    assertThat(house.run(house.claim()).percentage()).as("one step of four").isEqualTo(25);
  }

  private static RunOutcome outcome(Run run) throws Exception {
    return run.outcome().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static Failure failure(RunOutcome outcome) {
    EndedItem first = ((RunOutcome.Ended) outcome).items().getFirst();
    return ((EndedItem.Failed) first).failure();
  }

  private List<ObjectKey> results() {
    List<ObjectKey> keys = new ArrayList<>();
    house.objects.forEach(object -> keys.add(object.key()));
    keys.removeIf(key -> !key.value().contains("-output"));
    return keys;
  }
}
