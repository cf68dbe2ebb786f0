package com.imageflowcanvas.testkit.store;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an execution is stored, ended, cancelled and deleted. */
public abstract class ExecutionStoreContract {
  private static final Failure FAILURE = new Failure(ErrorCode.IMAGE_CORRUPT, "データが途切れている");

  private ExecutionStore executions;
  private FileStore files;

  /** Empty stores; called once per test. */
  protected abstract Stores stores();

  @BeforeEach
  final void open() {
    Stores stores = stores();
    executions = stores.executions();
    files = stores.files();
  }

  @Test
  void acceptedExecutionIsFoundAsItWas() {
    Execution pending =
        withParameters(
            Samples.pending(
                PIPELINE,
                ALICE,
                Priority.HIGH,
                at(1),
                List.of(
                    Item.pending(Samples.newFileId(), "a \"b\" \\ 猫.jpg", List.of("frame 1 of 9")),
                    Item.refused("text.txt", FAILURE))));

    assertThat(accept(pending)).isEqualTo(new Acceptance.Stored());

    assertThat(executions.find(pending.id())).contains(pending);
  }

  private static Execution withParameters(Execution e) {
    Map<String, Object> parameters =
        Map.of(
            "resize_width",
            800,
            "filter_strength",
            0.1,
            "big",
            9_000_000_000L,
            "nested",
            Map.of("keys", List.of("x", true, 1)));
    return new Execution(
        e.id(),
        e.pipelineId(),
        e.pipelineVersion(),
        e.owner(),
        e.priority(),
        parameters,
        e.state(),
        e.mode(),
        e.attempt(),
        e.items(),
        e.steps(),
        e.finishedItemSteps(),
        e.createdAt(),
        e.startedAt(),
        e.completedAt(),
        e.failure());
  }

  @Test
  void unknownExecutionIsNotFound() {
    assertThat(executions.find(ExecutionId.next())).isEmpty();
    assertThat(executions.cancel(Samples.pending(1), at(1))).isEmpty();
    assertThat(executions.delete(ExecutionId.next())).isEmpty();
  }

  @Test
  void endedOnesAreNotAccepted() {
    Execution cancelled = Samples.pending(1).after(new ExecutionEvent.Cancelled(at(2)));

    assertThatIllegalArgumentException().isThrownBy(() -> accept(cancelled));
    assertThat(executions.find(cancelled.id())).isEmpty();
  }

  @Test
  void claimedOneIsAcceptedAsItIsAndRunByNobodyElse() {
    Execution running = Samples.pending(1).after(new ExecutionEvent.Claimed(NODE, at(30), at(1)));

    assertThat(accept(running)).isEqualTo(new Acceptance.Stored());

    assertThat(executions.find(running.id())).contains(running);
    assertThat(executions.claim(NODE, at(2), at(32), 9)).isEmpty();
    assertThat(files.isInUse(running.items().getFirst().input().orElseThrow())).isTrue();
    assertThat(executions.counts()).containsEntry(ExecutionState.RUNNING, 1L);
    assertThat(executions.renew(Map.of(running.id(), 1L), at(60))).containsExactly(running.id());
    assertThat(finish(Samples.completed(running, at(3)), 1)).isTrue();
  }

  @Test
  void claimedOneWhoseNodeDiesIsTakenOver() {
    Execution running = Samples.pending(1).after(new ExecutionEvent.Claimed(NODE, at(30), at(1)));
    accept(running);

    assertThat(executions.claimSuspect(NODE, at(31), at(61), 2))
        .contains(running.after(new ExecutionEvent.Claimed(NODE, at(61), at(31))));
  }

  @Test
  void executionWhoseNamedFileIsGoneIsNotAccepted() {
    StoredFile named = Samples.upload(ALICE, 1);
    files.add(named, Optional.empty());
    Execution good = Samples.reading(named.id(), 2);
    executions.accept(good, List.of(), Optional.empty());
    executions.cancel(good, at(3));
    files.delete(named.id());

    Execution late = Samples.reading(named.id(), 4);
    assertThatThrownBy(() -> executions.accept(late, List.of(), Optional.empty()))
        .isInstanceOf(ProblemException.class);
    assertThat(executions.find(late.id())).isEmpty();
    assertThat(executions.counts()).containsEntry(ExecutionState.PENDING, 0L);
  }

  @Test
  void acceptingStoresTheInputFilesToo() {
    Execution pending = Samples.pending(PIPELINE, ALICE, Priority.LOW, at(1), 3);
    List<StoredFile> inputs = Samples.inputsOf(pending);

    executions.accept(pending, inputs, Optional.empty());

    assertThat(inputs).allSatisfy(file -> assertThat(files.find(file.id())).contains(file));
    assertThat(files.usedBytes(ALICE)).isEqualTo(1_500);
    assertThat(files.isInUse(inputs.getLast().id())).isTrue();
  }

  @Test
  void finishStoresTheEndAndPublishesTheOutputs() {
    Execution running = running(1);
    Execution completed = Samples.completed(running, at(3));

    boolean stored = finish(completed, running.attempt().fence());

    assertThat(stored).isTrue();
    assertThat(executions.find(running.id())).contains(completed);
    assertThat(Samples.outputsOf(completed))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(files.find(file.id())).contains(file));
    assertThat(files.isInUse(running.items().getFirst().input().orElseThrow())).isFalse();
  }

  @Test
  void staleFencePublishesNothing() {
    Execution first = running(1);
    Execution second = executions.claimSuspect(NODE, at(100), at(130), 3).orElseThrow();

    Execution late = Samples.completed(first, at(101));

    assertThat(finish(late, first.attempt().fence())).isFalse();
    assertThat(executions.find(first.id())).contains(second);
    assertThat(files.find(late.outputs().getFirst().id())).isEmpty();
    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
  }

  @Test
  void laterAttemptPublishesItsOwnOutputs() {
    running(1);
    Execution second = executions.claimSuspect(NODE, at(100), at(130), 3).orElseThrow();
    Execution completed = Samples.completed(second, at(101));

    assertThat(finish(completed, second.attempt().fence())).isTrue();

    StoredFile output = files.find(completed.outputs().getFirst().id()).orElseThrow();
    assertThat(output.object().value()).endsWith(".a2");
    assertThat(files.usedBytes(ALICE)).isEqualTo(1_500);
  }

  @Test
  void anEndIsStoredOnce() {
    Execution running = running(1);
    Execution completed = Samples.completed(running, at(3));
    finish(completed, running.attempt().fence());

    Execution failed = running.after(new ExecutionEvent.Failed(FAILURE, at(4)));

    assertThat(finish(failed, running.attempt().fence())).isFalse();
    assertThat(executions.find(running.id())).contains(completed);
    assertThat(files.usedBytes(ALICE)).isEqualTo(1_500);
  }

  @Test
  void failedExecutionKeepsItsFailure() {
    Execution running = running(1);
    Execution failed = running.after(new ExecutionEvent.Failed(FAILURE, at(4)));

    assertThat(finish(failed, running.attempt().fence())).isTrue();

    assertThat(executions.find(running.id())).contains(failed);
    assertThat(failed.failure()).contains(FAILURE);
  }

  @Test
  void releasedExecutionCanBeClaimedAgain() {
    Execution running = running(1);
    Execution released = running.after(new ExecutionEvent.Released(Optional.empty()));

    assertThat(finish(released, running.attempt().fence())).isTrue();

    assertThat(executions.find(running.id())).contains(released);
    assertThat(executions.claim(NODE, at(3), at(33), 9))
        .containsExactly(released.after(new ExecutionEvent.Claimed(NODE, at(33), at(3))));
  }

  @Test
  void pausesAreKeptToTheEnd() {
    Execution running = running(1);
    Execution paused = running.after(new ExecutionEvent.Released(Optional.of(at(5))));
    finish(paused, running.attempt().fence());
    assertThat(executions.find(running.id())).contains(paused);

    Execution again = executions.claim(NODE, at(5), at(35), 9).getFirst();
    Execution completed = Samples.completed(again, at(6));
    finish(completed, again.attempt().fence());

    assertThat(completed.attempt().pauses()).isEqualTo(1);
    assertThat(executions.find(running.id())).contains(completed);
  }

  @Test
  void cancelledPendingOneIsNeverClaimed() {
    Execution pending = Samples.pending(1);
    accept(pending);

    Optional<Execution> cancelled = executions.cancel(pending, at(2));

    assertThat(cancelled).contains(pending.after(new ExecutionEvent.Cancelled(at(2))));
    assertThat(executions.find(pending.id())).isEqualTo(cancelled);
    assertThat(executions.claim(NODE, at(3), at(33), 9)).isEmpty();
  }

  @Test
  void cancelFencesARunningAttemptOff() {
    Execution running = running(1);

    Execution cancelled = executions.cancel(running, at(2)).orElseThrow();

    assertThat(cancelled.state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(cancelled.attempt().fence()).isGreaterThan(running.attempt().fence());
    assertThat(finish(Samples.completed(running, at(3)), running.attempt().fence())).isFalse();
    assertThat(executions.find(running.id())).contains(cancelled);
    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
  }

  @Test
  void endedExecutionIgnoresCancel() {
    Execution running = running(1);
    Execution completed = Samples.completed(running, at(3));
    finish(completed, running.attempt().fence());

    assertThat(executions.cancel(running, at(4))).isEmpty();
    assertThat(executions.find(running.id())).contains(completed);
  }

  @Test
  void cancelAndFinishHaveOneWinner() throws Exception {
    for (int round = 0; round < 20; round++) {
      Execution running = running(round);
      Execution completed = Samples.completed(running, at(round + 1));
      List<Boolean> won =
          Concurrently.run(
              2,
              thread ->
                  thread == 0
                      ? finish(completed, running.attempt().fence())
                      : executions.cancel(running, at(9_000)).isPresent());

      assertThat(won).containsExactlyInAnyOrder(true, false);
      ExecutionState state = executions.find(running.id()).orElseThrow().state();
      assertThat(state)
          .isEqualTo(won.getFirst() ? ExecutionState.COMPLETED : ExecutionState.CANCELLED);
      assertThat(files.find(completed.outputs().getFirst().id()).isPresent())
          .isEqualTo(won.getFirst());
    }
  }

  @Test
  void unfinishedExecutionIsNotDeleted() {
    Execution pending = Samples.pending(1);
    accept(pending);
    assertThat(executions.delete(pending.id())).isEmpty();

    Execution running = executions.claim(NODE, at(2), at(32), 1).getFirst();
    assertThat(executions.delete(pending.id())).isEmpty();
    assertThat(executions.find(pending.id())).contains(running);
  }

  @Test
  void deletingAnswersTheFilesThatWentWithIt() {
    Execution running = running(1);
    Execution completed = Samples.completed(running, at(3));
    finish(completed, running.attempt().fence());
    List<StoredFile> all = new ArrayList<>(Samples.inputsOf(running));
    all.addAll(Samples.outputsOf(completed));

    assertThat(executions.delete(running.id())).containsExactlyInAnyOrderElementsOf(all);

    assertThat(executions.find(running.id())).isEmpty();
    assertThat(all).allSatisfy(file -> assertThat(files.find(file.id())).isEmpty());
    assertThat(files.usedBytes(ALICE)).isZero();
    assertThat(executions.delete(running.id())).isEmpty();
  }

  @Test
  void uploadsOutliveTheExecutionsThatReadThem() {
    StoredFile upload = Samples.upload(ALICE, 0);
    files.add(upload, Optional.empty());
    Execution execution = Samples.reading(upload.id(), 1);
    executions.accept(execution, List.of(), Optional.empty());
    executions.cancel(execution, at(2));

    assertThat(executions.delete(execution.id())).isEmpty();

    assertThat(executions.find(execution.id())).isEmpty();
    assertThat(files.find(upload.id())).contains(upload);
  }

  @Test
  void filesThatAnotherExecutionReadsStayAsUploads() {
    Execution owner = running(1);
    Execution reader = Samples.reading(owner.items().getFirst().input().orElseThrow(), 2);
    executions.accept(reader, List.of(), Optional.empty());
    finish(Samples.completed(owner, at(3)), owner.attempt().fence());

    List<StoredFile> gone = executions.delete(owner.id());

    assertThat(gone).extracting(StoredFile::kind).containsExactly(StoredFile.Kind.OUTPUT);
    StoredFile kept = files.find(Samples.inputsOf(owner).getFirst().id()).orElseThrow();
    assertThat(kept.kind()).isEqualTo(StoredFile.Kind.UPLOAD);
    assertThat(kept.executionId()).isEmpty();
    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
  }

  private Acceptance accept(Execution pending) {
    return executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
  }

  /** Accepted and claimed for ten seconds. */
  private Execution running(long second) {
    Execution pending = Samples.pending(second);
    accept(pending);
    return executions.claimOne(pending.id(), NODE, at(second), at(second + 10)).orElseThrow();
  }

  private boolean finish(Execution next, long fence) {
    return executions.finish(next, fence, Samples.outputsOf(next));
  }
}
