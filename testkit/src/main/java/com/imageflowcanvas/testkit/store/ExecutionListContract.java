package com.imageflowcanvas.testkit.store;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.BOB;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionPage;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionQuery;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of all executions: lists, counts, times. */
public abstract class ExecutionListContract {
  private static final PipelineId OTHER = new PipelineId("0190a000-0000-7000-8000-00000000000b");

  private ExecutionStore executions;

  /** Empty stores; called once per test. */
  protected abstract Stores stores();

  @BeforeEach
  final void open() {
    executions = stores().executions();
  }

  @Test
  void newestComesFirst() {
    Execution second = accept(2);
    Execution third = accept(3);
    Execution first = accept(1);
    executions.cancel(second, at(9));

    ExecutionPage page = executions.list(all(10));

    assertThat(ids(page)).containsExactly(third.id(), second.id(), first.id());
    assertThat(page.next()).isEmpty();
    assertThat(page.executions().getFirst()).isEqualTo(ExecutionSummary.of(third));
  }

  @Test
  void rowsTellHowEachStands() {
    Execution pending = accept(1);
    Execution running = executions.claimOne(accept(2).id(), NODE, at(3), at(9)).orElseThrow();
    Execution completed = completed(PIPELINE, 4, 5, 6);
    Failure why = new Failure(ErrorCode.IMAGE_CORRUPT, "データが途切れている");
    Execution begun = executions.claimOne(accept(6, 2).id(), NODE, at(6), at(9)).orElseThrow();
    Execution failed = begun.after(new ExecutionEvent.Failed(why, at(7)));
    executions.finish(failed, begun.attempt().fence(), List.of());
    Execution cancelled = executions.cancel(accept(8), at(9)).orElseThrow();
    Execution refused =
        accept(
            Samples.pending(
                PIPELINE,
                ALICE,
                Priority.HIGH,
                at(9),
                List.of(
                    Item.pending(Samples.newFileId(), "a.jpg", List.of()),
                    Item.refused("text.txt", why))));

    assertThat(executions.list(all(10)).executions())
        .containsExactly(
            ExecutionSummary.of(refused),
            ExecutionSummary.of(cancelled),
            ExecutionSummary.of(failed),
            ExecutionSummary.of(completed),
            ExecutionSummary.of(running),
            ExecutionSummary.of(pending));
  }

  @Test
  void rowOfABatchNamesItsFirstOutputsAndCountsThemAll() {
    completed(PIPELINE, 4, 5, 6);

    ExecutionSummary row = executions.list(all(10)).executions().getFirst();

    assertThat(row.itemCount()).isEqualTo(6);
    assertThat(row.outputCount()).isEqualTo(6);
    assertThat(row.firstOutputs()).hasSize(ExecutionSummary.MAX_OUTPUTS);
    assertThat(row.percentage()).isEqualTo(100);
  }

  @Test
  void filtersAreMetTogether() {
    Execution wanted = accept(OTHER, BOB, 5);
    accept(PIPELINE, BOB, 5);
    accept(OTHER, ALICE, 5);
    Execution ended = accept(OTHER, BOB, 5);
    executions.cancel(ended, at(6));
    accept(OTHER, BOB, 4);
    accept(OTHER, BOB, 6);

    ExecutionQuery query =
        new ExecutionQuery(
            Optional.of(OTHER),
            Optional.of(ExecutionState.PENDING),
            Optional.of(BOB),
            Optional.of(at(5)),
            Optional.of(at(6)),
            Optional.empty(),
            10);

    assertThat(ids(executions.list(query))).containsExactly(wanted.id());
  }

  @Test
  void eachFilterStandsAlone() {
    Execution a = accept(PIPELINE, ALICE, 1);
    Execution b = accept(OTHER, BOB, 2);
    executions.cancel(a, at(3));

    assertThat(listed(Optional.of(OTHER), Optional.empty(), Optional.empty()))
        .containsExactly(b.id());
    assertThat(listed(Optional.empty(), Optional.of(ExecutionState.CANCELLED), Optional.empty()))
        .containsExactly(a.id());
    assertThat(listed(Optional.empty(), Optional.empty(), Optional.of(ALICE)))
        .containsExactly(a.id());
    assertThat(listed(Optional.of(OTHER), Optional.empty(), Optional.of(ALICE))).isEmpty();
  }

  @Test
  void pagesAreCompleteWithoutDoublesWhileRowsAreInserted() {
    List<ExecutionId> expected = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      // some were accepted in the same microsecond
      expected.add(accept(i / 3).id());
    }
    List<ExecutionId> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ExecutionPage page = executions.list(after(cursor, 5));
      assertThat(page.executions()).hasSizeLessThanOrEqualTo(5);
      seen.addAll(ids(page));
      cursor = page.next();
      accept(1_000 + seen.size());
    } while (cursor.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void cursorStaysWithinTheTimesAskedFor() {
    for (int i = 0; i < 6; i++) {
      accept(i);
    }
    ExecutionQuery first =
        new ExecutionQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(at(1)),
            Optional.of(at(4)),
            Optional.empty(),
            2);
    ExecutionPage page = executions.list(first);
    ExecutionPage rest =
        executions.list(
            new ExecutionQuery(
                first.pipeline(),
                first.state(),
                first.owner(),
                first.from(),
                first.to(),
                page.next(),
                2));

    assertThat(page.executions())
        .extracting(ExecutionSummary::createdAt)
        .containsExactly(at(3), at(2));
    assertThat(rest.executions()).extracting(ExecutionSummary::createdAt).containsExactly(at(1));
    assertThat(rest.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "' OR 1=1 --", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMix4", "☃"})
  void forgedCursorIsRefused(String forged) {
    accept(1);

    assertThatThrownBy(() -> executions.list(after(Optional.of(forged), 5)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void countsFollowEveryChange() {
    accept(1);
    Execution cancelled = accept(2);
    executions.cancel(cancelled, at(3));
    completed(PIPELINE, 4, 5, 1);
    Execution deleted = completed(PIPELINE, 5, 6, 1);
    executions.delete(deleted.id());
    executions.claimOne(accept(7).id(), NODE, at(8), at(9));

    assertThat(executions.counts())
        .isEqualTo(
            Map.of(
                ExecutionState.PENDING,
                1L,
                ExecutionState.RUNNING,
                1L,
                ExecutionState.COMPLETED,
                1L,
                ExecutionState.FAILED,
                0L,
                ExecutionState.CANCELLED,
                1L));
  }

  @Test
  void itemsAheadAreThoseRunningAndThoseRankedBefore() {
    executions.claimOne(accept(90, 4).id(), NODE, at(91), at(99));
    accept(10, 3);
    accept(20, 5);
    executions.cancel(accept(11, 100), at(12));

    assertThat(executions.itemsAhead(Priority.NORMAL.rank(at(20)))).isEqualTo(7);
    assertThat(executions.itemsAhead(Priority.NORMAL.rank(at(21)))).isEqualTo(12);
    assertThat(executions.itemsAhead(Priority.HIGH.rank(at(21)))).isEqualTo(4);
  }

  @Test
  void pipelineIsInUseUntilItsExecutionsEnd() {
    completed(OTHER, 1, 2, 1);
    assertThat(executions.isPipelineInUse(OTHER)).isFalse();

    Execution pending = accept(OTHER, ALICE, 3);
    assertThat(executions.isPipelineInUse(OTHER)).isTrue();
    assertThat(executions.isPipelineInUse(PIPELINE)).isFalse();

    executions.claimOne(pending.id(), NODE, at(4), at(5));
    assertThat(executions.isPipelineInUse(OTHER)).isTrue();

    executions.cancel(pending, at(6));
    assertThat(executions.isPipelineInUse(OTHER)).isFalse();
  }

  @Test
  void timesArePerItemOfTheLastCompleted() {
    completed(PIPELINE, 0, 1, 1);
    completed(PIPELINE, 10, 16, 3);
    completed(OTHER, 20, 25, 1);
    executions.cancel(accept(30), at(31));

    assertThat(executions.recentTimesPerItem(Optional.empty(), 2))
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(2));
    assertThat(executions.recentTimesPerItem(Optional.of(PIPELINE), 9))
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  @Test
  void endedOnesAreNamedInTheOrderOfTheirAcceptance() {
    Execution late = completed(PIPELINE, 1, 50, 1);
    Execution cancelled = accept(2);
    executions.cancel(cancelled, at(20));
    Execution early = completed(PIPELINE, 3, 10, 1);
    accept(4);

    assertThat(executions.endedBefore(at(50), 9)).containsExactly(cancelled.id(), early.id());
    assertThat(executions.endedBefore(at(51), 9))
        .containsExactly(late.id(), cancelled.id(), early.id());
    assertThat(executions.endedBefore(at(51), 1)).containsExactly(late.id());
  }

  private Execution accept(long second) {
    return accept(PIPELINE, ALICE, second);
  }

  private Execution accept(PipelineId pipeline, UserId owner, long second) {
    return accept(Samples.pending(pipeline, owner, Priority.NORMAL, at(second), 1));
  }

  private Execution accept(long second, int images) {
    return accept(Samples.pending(PIPELINE, ALICE, Priority.NORMAL, at(second), images));
  }

  private Execution accept(Execution pending) {
    executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  private Execution completed(PipelineId pipeline, long start, long end, int images) {
    Execution pending =
        accept(Samples.pending(pipeline, ALICE, Priority.NORMAL, at(start), images));
    Instant started = at(start);
    Execution running = executions.claimOne(pending.id(), NODE, started, at(end + 1)).orElseThrow();
    Execution begun = running.after(new ExecutionEvent.Began(started));
    Execution completed = Samples.completed(begun, at(end));
    executions.finish(completed, running.attempt().fence(), List.of());
    return completed;
  }

  private List<ExecutionId> listed(
      Optional<PipelineId> pipeline, Optional<ExecutionState> state, Optional<UserId> owner) {
    return ids(
        executions.list(
            new ExecutionQuery(
                pipeline, state, owner, Optional.empty(), Optional.empty(), Optional.empty(), 10)));
  }

  private static ExecutionQuery all(int limit) {
    return after(Optional.empty(), limit);
  }

  private static ExecutionQuery after(Optional<String> cursor, int limit) {
    return new ExecutionQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        cursor,
        limit);
  }

  private static List<ExecutionId> ids(ExecutionPage page) {
    return page.executions().stream().map(ExecutionSummary::id).toList();
  }
}
