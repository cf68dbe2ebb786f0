package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void everyImageIsRunAndItsResultPublished() throws Exception {
    Execution accepted = house.submit(house.pipeline("gate", "gate"), House.GIF, House.GIF);
    Execution done = run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(done.outputs())
        .extracting(o -> o.id().value())
        .containsExactly(
            accepted.id() + "-gate-step-1-output", accepted.id() + "-gate-step-1-output-1");
    assertThat(done.steps()).allMatch(s -> s.state() == StepState.COMPLETED && !s.time().isZero());
    assertThat(house.stores.executions().find(accepted.id())).contains(done);
    FileId output = done.outputs().getFirst().id();
    assertThat(house.stores.files().find(output)).isPresent();
    assertThat(house.objects.get(ObjectKey.of(output))).isPresent();
  }

  @Test
  void sequenceRisesAndPercentageNeverFalls() throws Exception {
    house.submit(house.pipeline("gate", "gate"), House.GIF, House.GIF);
    run(house.claim());
    List<ExecutionUpdate> updates = house.events.updates;
    for (int i = 1; i < updates.size(); i++) {
      assertThat(updates.get(i).sequence()).isGreaterThan(updates.get(i - 1).sequence());
      assertThat(updates.get(i).execution().percentage())
          .isGreaterThanOrEqualTo(updates.get(i - 1).execution().percentage());
    }
    assertThat(updates.getLast().execution().percentage()).isEqualTo(100);
  }

  @Test
  void failedStepFailsItsItemWithItsReason() throws Exception {
    house.submit(house.pipeline("gate", "broken", "gate"), House.GIF);
    Execution done = run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(done.items().getFirst().failure())
        .contains(new Failure(ErrorCode.STEP_FAILED, "broken-step-1: it is broken"));
    assertThat(done.steps())
        .extracting(StepProgress::state)
        .containsExactly(StepState.COMPLETED, StepState.FAILED, StepState.SKIPPED);
  }

  @Test
  void staleFenceIsRefused() {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    assertThatThrownBy(() -> house.runner.run(claimed.id(), 99, new RunHandle()))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void cancelIsHeardHoweverEarlyItComes() throws Exception {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    house.gate.shut();
    RunHandle handle = new RunHandle();
    // the news of the run is told before anything of it is done
    house.events.subscribe(
        ExecutionUpdate.class,
        update -> house.runner.stop(update.execution().id(), RunHandle.Stop.FENCED_OFF));
    start(claimed, handle).get();
    assertThat(handle.reason()).contains(RunHandle.Stop.FENCED_OFF);
  }

  @Test
  void cancelledRunPublishesNothingAndLeavesNothing() throws Exception {
    Execution ended = stopped(RunHandle.Stop.FENCED_OFF, true);
    assertThat(ended.state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(ended.outputs()).isEmpty();
  }

  @Test
  void imageThatTakesTooLongFailsAndSaysSo() throws Exception {
    house.gate.shut();
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    Execution late =
        house
            .runner(Duration.ofMillis(30))
            .run(claimed.id(), claimed.attempt().fence(), new RunHandle());
    assertThat(late.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(late.failure())
        .contains(
            new Failure(
                ErrorCode.DEADLINE_EXCEEDED,
                "not done after 30 ms (expected: by then, see execution.deadline)"));
  }

  @Test
  void waitingForAWorkerIsNeitherProcessingTimeNorPartOfTheDeadline() throws Exception {
    CountDownLatch others = new CountDownLatch(1);
    for (int i = 0; i < house.workers.size(); i++) {
      house.workers.submit(Duration.ofDays(1), pool -> await(others));
    }
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    CompletableFuture<Execution> run =
        start(house.runner(Duration.ofSeconds(2)), claimed, new RunHandle());
    // the time has to pass; what is left to do afterwards takes next to none
    Thread.sleep(2_500);
    Instant free = house.clock.instant();
    others.countDown();
    Execution done = run.get();
    assertThat(done.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(done.startedAt().orElseThrow()).isAfterOrEqualTo(free);
  }

  private static boolean await(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }

  @Test
  void runThatIsStoppedForShutdownIsPendingAgain() throws Exception {
    Execution ended = stopped(RunHandle.Stop.SHUTDOWN, false);
    assertThat(ended.state()).isEqualTo(ExecutionState.PENDING);
    house.gate.open.countDown();
    Execution done = run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(done.attempt().number()).as("attempts that count").isEqualTo(1);
  }

  @Test
  void whoLostTheLeaseCanPublishNothing() throws Exception {
    Execution accepted = house.submit(house.pipeline("gate"), House.GIF);
    Execution late = house.claim();
    house.gate.shut();
    CompletableFuture<Execution> lateRun = start(late, new RunHandle());
    house.gate.entered.await();
    // its lease is over, and another node runs the execution to its end
    house.stores.executions().abandonLeases(new NodeId("n"), house.clock.instant());
    Execution second = house.claim();
    house.gate.open.countDown();
    Execution done = run(second);
    assertThat(lateRun.get().attempt().fence()).isEqualTo(2);
    assertThat(done.attempt().number()).isEqualTo(2);
    FileId output = done.outputs().getFirst().id();
    assertThat(house.objects.get(ObjectKey.of(output, 2))).isPresent();
    assertThat(house.objects.get(ObjectKey.of(output, 1)))
        .as("bytes of the stale attempt")
        .isEmpty();
    assertThat(house.stores.executions().find(accepted.id())).contains(done);
  }

  @Test
  void inputThatIsGoneFailsItsItemOnly() throws Exception {
    Execution accepted = house.submit(house.pipeline("gate"), House.GIF, House.GIF);
    house.objects.delete(ObjectKey.of(accepted.items().getFirst().input().orElseThrow()));
    Execution done = run(house.claim());
    assertThat(done.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(done.failure().orElseThrow().message()).contains("is gone");
    assertThat(done.items())
        .extracting(Item::state)
        .containsExactly(ExecutionState.FAILED, ExecutionState.COMPLETED);
    assertThat(house.stores.files().find(done.outputs().getFirst().id())).isPresent();
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
    assertThat(run(house.claim()).items().getFirst().notes())
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
    assertThat(run(house.claim()).percentage()).as("two steps of four").isEqualTo(50);
    house.submit(house.pipeline("gate", "broken", "gate", "gate"), House.GIF);
    assertThat(run(house.claim()).percentage()).as("one step of four").isEqualTo(25);
  }

  private Execution stopped(RunHandle.Stop reason, boolean cancelFirst) throws Exception {
    house.submit(house.pipeline("gate"), House.GIF);
    Execution claimed = house.claim();
    house.gate.shut();
    CompletableFuture<Execution> run = start(claimed, new RunHandle());
    house.gate.entered.await();
    if (cancelFirst) {
      house.service.cancel(House.OPERATOR, claimed.id());
    }
    house.runner.stop(claimed.id(), reason);
    return run.get();
  }

  private Execution run(Execution claimed) throws Exception {
    return house.runner.run(claimed.id(), claimed.attempt().fence(), new RunHandle());
  }

  private CompletableFuture<Execution> start(Execution claimed, RunHandle handle) {
    return start(house.runner, claimed, handle);
  }

  private static CompletableFuture<Execution> start(
      BatchRunner runner, Execution claimed, RunHandle handle) {
    CompletableFuture<Execution> result = new CompletableFuture<>();
    Executors.newVirtualThreadPerTaskExecutor()
        .submit(
            () -> {
              try {
                result.complete(runner.run(claimed.id(), claimed.attempt().fence(), handle));
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }
}
