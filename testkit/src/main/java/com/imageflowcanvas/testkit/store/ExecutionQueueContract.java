package com.imageflowcanvas.testkit.store;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.execution.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How executions are claimed, leased and taken over. */
public abstract class ExecutionQueueContract {
  private static final NodeId OTHER = new NodeId("node-2");
  private static final int ATTEMPTS = 3;

  private ExecutionStore executions;

  /** Empty stores; called once per test. */
  protected abstract Stores stores();

  @BeforeEach
  final void open() {
    executions = stores().executions();
  }

  @Test
  void claimedExecutionIsAsTheEventSays() {
    Execution pending = accept(Priority.NORMAL, 1);

    List<Execution> claimed = executions.claim(NODE, at(2), at(32), 5);

    assertThat(claimed)
        .containsExactly(pending.after(new ExecutionEvent.Claimed(NODE, at(32), at(2))));
    assertThat(executions.find(pending.id())).contains(claimed.getFirst());
  }

  @Test
  void emptyQueueGivesNothing() {
    assertThat(executions.claim(NODE, at(2), at(32), 5)).isEmpty();
  }

  @Test
  void oldestGoesFirstAndNoMoreThanAskedFor() {
    Execution third = accept(Priority.NORMAL, 3);
    Execution first = accept(Priority.NORMAL, 1);
    Execution second = accept(Priority.NORMAL, 2);

    assertThat(claim(4, 2)).containsExactly(first.id(), second.id());
    assertThat(claim(4, 2)).containsExactly(third.id());
    assertThat(claim(4, 2)).isEmpty();
  }

  @Test
  void highPriorityOvertakesWhatCameWithinItsHeadStart() {
    long hour = 3_600;
    long day = 24 * hour;
    Execution low = accept(Priority.LOW, 0);
    Execution normal = accept(Priority.NORMAL, hour - 10);
    Execution late = accept(Priority.NORMAL, hour + 10);
    Execution high = accept(Priority.HIGH, day - 1);
    Execution tooLate = accept(Priority.HIGH, day + 1);

    assertThat(claim(2 * day, 9))
        .containsExactly(normal.id(), high.id(), low.id(), tooLate.id(), late.id());
  }

  @Test
  void oldestIsTakenWhateverItsRank() {
    Execution urgent = accept(Priority.HIGH, 5);
    Execution patient = accept(Priority.LOW, 3);
    Execution later = accept(Priority.LOW, 4);
    executions.cancel(accept(Priority.LOW, 1), at(6));

    assertThat(executions.claimOldest(NODE, at(7), at(9)))
        .contains(patient.after(new ExecutionEvent.Claimed(NODE, at(9), at(7))));
    assertThat(claim(7, 9)).containsExactly(urgent.id(), later.id());
    assertThat(executions.claimOldest(NODE, at(8), at(9))).isEmpty();
  }

  @Test
  void onlyWhatIsRankedBeforeIsTaken() {
    Execution low = accept(Priority.LOW, 3);
    long rank = low.priority().rank(low.createdAt());

    assertThat(executions.claimBefore(rank, NODE, at(7), at(9))).isEmpty();
    Execution normal = accept(Priority.NORMAL, 5);
    assertThat(executions.claimBefore(rank, NODE, at(7), at(9)))
        .contains(normal.after(new ExecutionEvent.Claimed(NODE, at(9), at(7))));
    assertThat(executions.claimBefore(rank, NODE, at(7), at(9))).isEmpty();
    assertThat(executions.find(low.id())).contains(low);
  }

  @Test
  void nothingIsGivenToTwoCallers() throws Exception {
    for (int i = 0; i < 200; i++) {
      accept(Priority.NORMAL, i);
    }

    List<List<ExecutionId>> claimed =
        Concurrently.run(
            8,
            thread -> {
              List<ExecutionId> mine = new ArrayList<>();
              List<ExecutionId> more = claim(500, 7);
              while (!more.isEmpty()) {
                mine.addAll(more);
                more = claim(500, 7);
              }
              return mine;
            });

    assertThat(claimed.stream().flatMap(List::stream)).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void leasedExecutionIsNotClaimed() {
    accept(Priority.NORMAL, 1);
    executions.claim(NODE, at(2), at(32), 1);

    assertThat(claim(31, 5)).isEmpty();
    assertThat(suspect(31)).isEmpty();
  }

  @Test
  void expiredLeaseIsClaimedAgainWithARisenFence() {
    accept(Priority.NORMAL, 1);
    Execution first = executions.claim(NODE, at(2), at(32), 1).getFirst();

    Execution second = executions.claimSuspect(OTHER, at(33), at(63), ATTEMPTS).orElseThrow();

    assertThat(second).isEqualTo(first.after(new ExecutionEvent.Claimed(OTHER, at(63), at(33))));
    assertThat(second.attempt().number()).isEqualTo(2);
    assertThat(second.attempt().fence()).isGreaterThan(first.attempt().fence());
    assertThat(suspect(34)).isEmpty();
  }

  @Test
  void thoseThatAProcessDiedWithAreApartFromTheOthers() {
    Execution older = accept(Priority.NORMAL, 1);
    Execution lost = accept(Priority.NORMAL, 2);
    executions.claimOne(lost.id(), NODE, at(3), at(4));

    assertThat(claim(10, 9)).containsExactly(older.id());
    assertThat(suspect(10)).contains(lost.id());
    assertThat(suspect(10)).isEmpty();
  }

  @Test
  void suspectsGoByRankWhetherTheyWaitOrAreLost() {
    Execution second = lost(Priority.NORMAL, 20);
    Execution third = lost(Priority.NORMAL, 30);
    Execution first = lost(Priority.HIGH, 40);
    // begun again after its process died, and given back
    Execution again = executions.claimSuspect(NODE, at(100), at(130), ATTEMPTS).orElseThrow();
    assertThat(again.id()).isEqualTo(first.id());
    release(again, Optional.empty());

    assertThat(claim(110, 9)).isEmpty();
    assertThat(suspect(110)).contains(first.id());
    assertThat(suspect(110)).contains(second.id());
    assertThat(suspect(110)).contains(third.id());
    assertThat(suspect(110)).isEmpty();
  }

  @Test
  void pausedOneIsTakenByNobodyBeforeItsTimeButByName() {
    Execution paused = claimed(1);
    release(paused, Optional.of(at(60)));

    assertThat(claim(59, 9)).isEmpty();
    assertThat(executions.claimOldest(NODE, at(59), at(99))).isEmpty();
    assertThat(executions.claimBefore(Long.MAX_VALUE, NODE, at(59), at(99))).isEmpty();
    Execution behind = accept(Priority.NORMAL, 2);
    assertThat(executions.claimOldest(NODE, at(59), at(99)).map(Execution::id))
        .contains(behind.id());
    assertThat(claim(60, 9)).containsExactly(paused.id());

    Execution again = executions.find(paused.id()).orElseThrow();
    assertThat(again.attempt().number()).isEqualTo(1);
    assertThat(again.attempt().pauses()).isEqualTo(1);
    assertThat(again.attempt().notBefore()).isEmpty();
    release(again, Optional.of(at(999)));
    assertThat(executions.claimOne(paused.id(), NODE, at(61), at(99))).isPresent();
  }

  @Test
  void pausedSuspectWaitsForItsTimeToo() {
    Execution lost = lost(Priority.NORMAL, 1);
    Execution again = executions.claimSuspect(NODE, at(50), at(80), ATTEMPTS).orElseThrow();
    release(again, Optional.of(at(90)));

    assertThat(suspect(89)).isEmpty();
    assertThat(suspect(90)).contains(lost.id());
  }

  @Test
  void exhaustedOneIsNotClaimedButNamed() {
    Execution pending = accept(Priority.NORMAL, 1);
    assertThat(claim(100, 5)).containsExactly(pending.id());
    for (long second = 200; second <= 100L * ATTEMPTS; second += 100) {
      assertThat(executions.exhausted(at(second), ATTEMPTS, 5)).isEmpty();
      assertThat(suspect(second)).contains(pending.id());
    }

    assertThat(executions.exhausted(at(320), ATTEMPTS, 5)).isEmpty();
    assertThat(claim(400, 5)).isEmpty();
    assertThat(suspect(400)).isEmpty();
    assertThat(executions.exhausted(at(400), ATTEMPTS, 5))
        .containsExactly(executions.find(pending.id()).orElseThrow());
  }

  @Test
  void exhaustedOneCanBeEnded() {
    accept(Priority.NORMAL, 1);
    executions.claim(NODE, at(2), at(32), 1);
    Execution lost = executions.exhausted(at(40), 1, 5).getFirst();

    Failure failure = new Failure(ErrorCode.ATTEMPTS_EXHAUSTED, "given up after 1 attempt");
    Execution failed = lost.after(new ExecutionEvent.Failed(failure, at(40)));

    assertThat(executions.finish(failed, lost.attempt().fence(), List.of())).isTrue();
    assertThat(executions.exhausted(at(50), 1, 5)).isEmpty();
    assertThat(executions.find(lost.id())).contains(failed);
  }

  @Test
  void oneIsClaimedByNameOnlyWhileItWaits() {
    Execution pending = accept(Priority.NORMAL, 1);

    Optional<Execution> claimed = executions.claimOne(pending.id(), NODE, at(2), at(32));

    assertThat(claimed).contains(pending.after(new ExecutionEvent.Claimed(NODE, at(32), at(2))));
    assertThat(executions.claimOne(pending.id(), OTHER, at(40), at(70))).isEmpty();
    assertThat(executions.claimOne(ExecutionId.next(), NODE, at(2), at(32))).isEmpty();
  }

  @Test
  void claimsByNameHaveOneWinner() throws Exception {
    Execution pending = accept(Priority.NORMAL, 1);

    List<Optional<Execution>> answers =
        Concurrently.run(
            8, i -> executions.claimOne(pending.id(), new NodeId("n" + i), at(2), at(32)));

    assertThat(answers.stream().filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  void renewedLeaseHolds() {
    Execution mine = claimed(1);

    assertThat(executions.renew(Map.of(mine.id(), mine.attempt().fence()), at(200)))
        .containsExactly(mine.id());

    assertThat(suspect(199)).isEmpty();
    assertThat(executions.find(mine.id()).orElseThrow().attempt().leaseUntil()).contains(at(200));
    assertThat(suspect(201)).contains(mine.id());
  }

  @Test
  void renewingAnswersOnlyWhatIsStillTheCallers() {
    Execution taken = claimed(1);
    executions.claimSuspect(OTHER, at(100), at(300), ATTEMPTS);
    Execution cancelled = claimed(101);
    executions.cancel(cancelled, at(102));
    Execution mine = claimed(103);

    Map<ExecutionId, Long> all =
        Map.of(
            taken.id(),
            taken.attempt().fence(),
            cancelled.id(),
            cancelled.attempt().fence(),
            mine.id(),
            mine.attempt().fence(),
            ExecutionId.next(),
            1L);

    assertThat(executions.renew(all, at(400))).containsExactly(mine.id());
    assertThat(executions.renew(Map.of(), at(400))).isEmpty();
  }

  @Test
  void abandonedLeasesAreClaimedAtOnce() {
    Execution mine = claimed(1);
    Execution others = accept(Priority.NORMAL, 2);
    executions.claimOne(others.id(), OTHER, at(2), at(500));

    assertThat(executions.abandonLeases(NODE, at(3))).isEqualTo(1);

    assertThat(suspect(3)).contains(mine.id());
    assertThat(suspect(3)).isEmpty();
  }

  private Execution accept(Priority priority, long second) {
    Execution pending = Samples.pending(PIPELINE, ALICE, priority, at(second), 1);
    executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  /** Accepted and claimed for thirty seconds. */
  private Execution claimed(long second) {
    Execution pending = accept(Priority.NORMAL, second);
    return executions.claimOne(pending.id(), NODE, at(second), at(second + 30)).orElseThrow();
  }

  private List<ExecutionId> claim(long second, int limit) {
    return executions.claim(NODE, at(second), at(second + 30), limit).stream()
        .map(Execution::id)
        .toList();
  }

  private Optional<ExecutionId> suspect(long second) {
    boolean there = executions.hasSuspect(at(second), ATTEMPTS);
    Optional<Execution> claimed =
        executions.claimSuspect(NODE, at(second), at(second + 30), ATTEMPTS);
    assertThat(claimed.isPresent()).as("as it was said before").isEqualTo(there);
    return claimed.map(Execution::id);
  }

  /** Accepted and claimed by a process that dies in the same second. */
  private Execution lost(Priority priority, long second) {
    Execution pending = accept(priority, second);
    return executions.claimOne(pending.id(), OTHER, at(second), at(second)).orElseThrow();
  }

  private void release(Execution running, Optional<Instant> notBefore) {
    Execution released = running.after(new ExecutionEvent.Released(notBefore));
    assertThat(executions.finish(released, running.attempt().fence(), List.of())).isTrue();
  }
}
