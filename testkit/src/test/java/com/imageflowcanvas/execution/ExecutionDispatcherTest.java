package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is run when, and what becomes of runs that do not end as they should. */
class ExecutionDispatcherTest extends Dispatching {
  @Test
  void lowOneGetsItsTurnUnderAConstantStreamOfUrgentOnes() throws InterruptedException {
    Execution low = accept(Priority.LOW);
    accept(Priority.HIGH);
    dispatch(
        1,
        2,
        (assignment, news) -> {
          handed.add(assignment.id());
          // more comes than is done, for as long as the low one waits
          if (handed.size() < 100 && !handed.contains(low.id())) {
            accept(Priority.HIGH);
            accept(Priority.NORMAL);
          }
          HeldRun run = new HeldRun(assignment, news);
          run.end(ended(assignment));
          return run;
        });

    await(() -> handed.contains(low.id()));
    assertThat(handed.indexOf(low.id())).isLessThanOrEqualTo(8);
  }

  @Test
  void urgentOneWaitsForNothingLessUrgent() throws InterruptedException {
    List<Execution> backlog = Stream.generate(() -> accept(Priority.LOW)).limit(300).toList();
    dispatch(2, 2, this::hold);
    await(() -> handed.size() == 2);

    Execution normal = submit(Priority.NORMAL);
    await(() -> handed.contains(normal.id()));
    Execution high = submit(Priority.HIGH);
    await(() -> handed.contains(high.id()));
    Execution second = submit(Priority.HIGH);

    // there is no room for another one until one of the first ends
    complete(backlog.getFirst());
    complete(backlog.get(1));
    complete(normal);
    await(() -> handed.contains(second.id()));
    assertThat(handed)
        .containsExactly(
            backlog.getFirst().id(), backlog.get(1).id(), normal.id(), high.id(), second.id());
  }

  @Test
  void endIsStoredAndTold() throws InterruptedException {
    dispatch(1, 2, this::hold);
    Execution one = submit(Priority.NORMAL);
    await(() -> handed.contains(one.id()));
    complete(one);
    await(() -> stateOf(one) == ExecutionState.COMPLETED);
    assertThat(house.events.updates.getLast())
        .isInstanceOfSatisfying(
            ExecutionUpdate.Changed.class,
            told -> assertThat(told.execution().state()).isEqualTo(ExecutionState.COMPLETED));
  }

  @Test
  void executionWaitsLongerEachTimeThatItsInfrastructureIsAwayAndIsNotCharged()
      throws InterruptedException {
    Execution one = accept(Priority.NORMAL);
    dispatch(1, 2, this::hold);
    Duration before = Duration.ZERO;
    for (int outage = 1; outage <= 8; outage++) {
      int times = outage;
      await(() -> handed.size() == times && runs.containsKey(one.id()));
      HeldRun run = Objects.requireNonNull(runs.remove(one.id()));
      run.end(new RunOutcome.Unavailable("the object store is away"));
      await(() -> stateOf(one) == ExecutionState.PENDING);
      Attempt attempt = attemptOf(one);
      assertThat(attempt.number()).isZero();
      assertThat(attempt.pauses()).isEqualTo(outage);
      Duration pause = Duration.between(clock.now, attempt.notBefore().orElseThrow());
      assertThat(pause)
          .isGreaterThanOrEqualTo(before)
          .isBetween(Duration.ofMillis(250), Duration.ofSeconds(16));
      before = pause;
      clock.move(pause);
    }
  }

  @Test
  void nodeWhoseStoresDoNotWorkTakesNothingOnUntilTheyDo() throws InterruptedException {
    storesAway =
        Optional.of(new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "the disk is full"));
    StoreHealth health = dispatch(2, 2, this::hold);
    Execution one = submit(Priority.NORMAL);
    await(() -> !health.look());
    assertThat(stateOf(one)).isEqualTo(ExecutionState.PENDING);
    assertThat(dispatcher.orElseThrow().begin(one, pipeline)).isEmpty();
    storesAway = Optional.empty();
    await(() -> handed.contains(one.id()));
  }

  @Test
  void stoppedIsTheAttemptThatTheNewsIsAboutAndNoOther() throws InterruptedException {
    dispatch(1, 2, this::hold);
    Execution one = submit(Priority.NORMAL);
    await(() -> runs.containsKey(one.id()));
    HeldRun first = Objects.requireNonNull(runs.get(one.id()));
    Execution stale = store.find(one.id()).orElseThrow();
    Execution older =
        new Execution(
            stale.id(),
            stale.pipelineId(),
            stale.pipelineVersion(),
            stale.owner(),
            stale.priority(),
            stale.parameters(),
            ExecutionState.CANCELLED,
            stale.mode(),
            new Attempt(1, Optional.empty(), Optional.empty(), 1, 0, Optional.empty()),
            stale.items(),
            stale.steps(),
            0,
            stale.createdAt(),
            Optional.empty(),
            Optional.of(clock.now),
            Optional.empty());
    house.events.publish(ExecutionUpdate.ofWhole(older, clock.now));
    assertThat(first.stopped).as("by news of its own fence").isEmpty();

    Execution cancelled = store.cancel(stale, clock.now).orElseThrow();
    house.events.publish(ExecutionUpdate.ofWhole(cancelled, clock.now));
    assertThat(first.stopped).containsExactly(StopReason.FENCED_OFF);
  }

  @Test
  void clockThatJumpsDoesNotMakeItClaimWhatItRuns() throws InterruptedException {
    Execution first = accept(Priority.NORMAL);
    dispatch(2, 3, this::hold);
    await(() -> stateOf(first) == ExecutionState.RUNNING);

    clock.move(LEASE.multipliedBy(3));
    Execution second = submit(Priority.NORMAL);
    await(() -> handed.contains(second.id()));

    assertThat(handed).containsExactly(first.id(), second.id());
    Attempt attempt = attemptOf(first);
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.leaseUntil()).contains(clock.now.plus(LEASE));
  }

  @Test
  void whatAProcessDiedWithIsRunAloneOneAfterTheOther() throws InterruptedException {
    Execution first = accept(Priority.NORMAL);
    Execution second = accept(Priority.NORMAL);
    diesWith(first);
    diesWith(second);
    Execution innocent = accept(Priority.HIGH);
    dispatch(4, 2, this::hold);

    await(() -> handed.contains(first.id()));
    Execution urgent = submit(Priority.HIGH);
    assertThat(handed).containsExactly(first.id());
    assertThat(dispatcher.orElseThrow().begin(urgent, pipeline)).as("early").isEmpty();
    complete(first);
    await(() -> handed.contains(second.id()));
    assertThat(handed).containsExactly(first.id(), second.id());
    complete(second);
    await(() -> handed.contains(innocent.id()) && handed.contains(urgent.id()));
  }

  @Test
  void suspectWaitsForWhatRunsAlready() throws InterruptedException {
    Execution runs = accept(Priority.NORMAL);
    dispatch(4, 2, this::hold);
    await(() -> handed.contains(runs.id()));
    Execution lost = accept(Priority.NORMAL);
    store.claimOne(lost.id(), new NodeId("dead"), clock.now, clock.now.minusSeconds(1));
    Execution fresh = accept(Priority.HIGH);
    // while a suspect waits nothing else is begun, and what waits is not charged
    await(() -> dispatcher.orElseThrow().isSuspecting());
    assertThat(handed).containsExactly(runs.id());
    assertThat(attemptOf(lost).number()).isEqualTo(1);
    complete(runs);
    await(() -> handed.contains(lost.id()));
    assertThat(attemptOf(lost).number()).isEqualTo(2);
    assertThat(handed).doesNotContain(fresh.id());
    complete(lost);
    await(() -> handed.contains(fresh.id()));
  }

  @Test
  void attemptThatCannotBeBegunEndsAndHoldsNobodyUp() throws InterruptedException {
    List<Execution> three = Stream.generate(() -> accept(Priority.NORMAL)).limit(3).toList();
    dispatch(
        4,
        2,
        (assignment, news) -> {
          if (assignment.id().equals(three.getFirst().id())) {
            throw new IllegalStateException("on purpose");
          }
          return hold(assignment, news);
        });

    await(() -> stateOf(three.getFirst()) == ExecutionState.FAILED);
    await(() -> handed.containsAll(List.of(three.get(1).id(), three.get(2).id())));
    complete(three.get(1));
    complete(three.get(2));
    await(() -> stateOf(three.get(2)) == ExecutionState.COMPLETED);
  }

  @Test
  void whatDoesNotEndInTimeIsGivenBackWhenTheNodeGoesDownInOrder() throws InterruptedException {
    Execution slow = accept(Priority.NORMAL);
    dispatch(2, 2, this::hold);
    await(() -> runs.containsKey(slow.id()));
    dispatcher.orElseThrow().close();
    dispatcher = Optional.empty();
    assertThat(stateOf(slow)).isEqualTo(ExecutionState.PENDING);
    assertThat(attemptOf(slow).number()).as("attempts that are charged").isZero();
    // what it still does is stale
    complete(slow);
    assertThat(stateOf(slow)).isEqualTo(ExecutionState.PENDING);
  }

  @Test
  void culpritIsGivenUpAfterItsSecondDeathWithItsReason() throws InterruptedException {
    Execution culprit = accept(Priority.NORMAL);
    diesWith(culprit);
    store.claimSuspect(new NodeId("dead"), clock.now, clock.now.minusSeconds(1), 2);
    Execution next = accept(Priority.NORMAL);
    dispatch(2, 2, this::hold);

    await(() -> stateOf(culprit) == ExecutionState.FAILED);
    Failure failure = store.find(culprit.id()).orElseThrow().failure().orElseThrow();
    assertThat(failure.code()).isEqualTo(ErrorCode.ATTEMPTS_EXHAUSTED);
    assertThat(failure.message()).contains("begun 2 times", "process died");
    await(() -> handed.contains(next.id()));
    assertThat(handed).containsExactly(next.id());
  }

  private void diesWith(Execution execution) {
    store.claimOne(execution.id(), new NodeId("dead"), clock.now, clock.now.minusSeconds(1));
  }
}
