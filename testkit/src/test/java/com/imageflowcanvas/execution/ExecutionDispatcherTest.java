package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.testkit.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is run when, and what becomes of runs that do not end as they should. */
@Timeout(120)
class ExecutionDispatcherTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final House house = new House();
  private final Pipeline pipeline = house.pipeline("gate");
  private final ExecutionStore store = house.stores.executions();
  private final SetClock clock = new SetClock(Samples.START);
  private final AtomicLong accepted = new AtomicLong();

  /** What was handed to the executor, in order, and how each of it will end. */
  private final List<ExecutionId> handed = new CopyOnWriteArrayList<>();

  private final Map<ExecutionId, HeldRun> runs = new ConcurrentHashMap<>();
  private volatile Optional<ProblemException> storesAway = Optional.empty();
  private Optional<ExecutionDispatcher> dispatcher = Optional.empty();

  @AfterEach
  void close() {
    runs.values().forEach(run -> run.end(new RunOutcome.Interrupted(StopReason.FENCED_OFF)));
    dispatcher.ifPresent(ExecutionDispatcher::close);
    house.close();
  }

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

  @Test
  void executionThatBeganEarlyIsRunOnceAndEndsAsAnyOther() throws Exception {
    dispatchHouse();
    house.gate.shut();
    Execution accepted = house.submit(pipeline, House.GIF, House.GIF);
    assertThat(accepted.state()).isEqualTo(ExecutionState.RUNNING);
    house.gate.entered.await();
    house.gate.open.countDown();
    await(() -> stateOf(accepted) == ExecutionState.COMPLETED);
    Execution done = store.find(accepted.id()).orElseThrow();
    assertThat(done.outputs()).hasSize(2);
    assertThat(done.attempt().number()).isEqualTo(1);
    done.outputs()
        .forEach(output -> assertThat(house.stores.files().find(output.id())).isPresent());
  }

  @Test
  void earlyStartThatIsNotAcceptedLeavesNothingAndTellsNothing() throws Exception {
    dispatchHouse();
    byte[] big = new byte[20_000];
    System.arraycopy(House.GIF, 0, big, 0, House.GIF.length);
    int told = house.events.updates.size();
    try {
      house.submit(pipeline, House.GIF, big);
      throw new AssertionError("accepted");
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isEqualTo(ErrorCode.TOO_LARGE);
    }
    await(
        () -> {
          List<String> left = new CopyOnWriteArrayList<>();
          house.objects.forEach(object -> left.add(object.key().value()));
          return left.isEmpty();
        });
    assertThat(house.events.updates).hasSize(told);
    // its room is free again
    Execution next = house.submit(pipeline, House.GIF);
    await(() -> stateOf(next) == ExecutionState.COMPLETED);
  }

  /** Dispatches to the house's own executor, and lets submissions begin early. */
  private void dispatchHouse() throws InterruptedException {
    dispatch(4, 2, house.executor);
    Execution probe = accept(Priority.NORMAL);
    await(() -> stateOf(probe) != ExecutionState.PENDING);
    await(() -> stateOf(probe) != ExecutionState.RUNNING);
    house.starts = dispatcher.orElseThrow();
    await(
        () -> {
          Optional<EarlyStart> may = house.starts.begin(early(), pipeline);
          may.ifPresent(EarlyStart::undo);
          return may.isPresent();
        });
  }

  private Execution early() {
    Execution e = Samples.pending(pipeline.id(), ALICE, Priority.NORMAL, clock.now, 1);
    return new Execution(
        e.id(),
        e.pipelineId(),
        e.pipelineVersion(),
        e.owner(),
        e.priority(),
        Map.of(),
        e.state(),
        e.mode(),
        e.attempt(),
        List.of(),
        e.steps(),
        0,
        e.createdAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Run hold(Assignment assignment, Consumer<RunNews> news) {
    HeldRun run = new HeldRun(assignment, news);
    runs.put(assignment.id(), run);
    handed.add(assignment.id());
    return run;
  }

  private void complete(Execution execution) {
    HeldRun run = Objects.requireNonNull(runs.get(execution.id()));
    run.end(ended(run.assignment));
  }

  private RunOutcome.Ended ended(Assignment assignment) {
    List<EndedItem> items =
        assignment.items().stream()
            .<EndedItem>map(
                item -> new EndedItem.Completed(item.index(), List.of(), List.of(), List.of()))
            .toList();
    return new RunOutcome.Ended(items, List.of(), 1, Optional.of(clock.now), clock.now, List.of());
  }

  private StoreHealth dispatch(int capacity, int maxAttempts, Executor executor) {
    StoreHealth health =
        new StoreHealth(
            () ->
                storesAway.ifPresent(
                    away -> {
                      throw away;
                    }));
    ExecutionDispatcher started =
        new ExecutionDispatcher(
            store,
            house.stores.pipelines(),
            house.stores.files(),
            house.objects,
            executor,
            health,
            house.events,
            NODE,
            new ExecutionDispatcher.Limits(capacity, LEASE, maxAttempts),
            clock);
    dispatcher = Optional.of(started);
    started.start();
    return health;
  }

  /** Later than all before, by a microsecond. */
  private Execution accept(Priority priority) {
    Instant at = clock.now.plusNanos(1_000 * accepted.incrementAndGet());
    Execution pending = Samples.pending(pipeline.id(), ALICE, priority, at, 1);
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  /** Accepted, and told. */
  private Execution submit(Priority priority) {
    Execution pending = accept(priority);
    house.events.publish(ExecutionUpdate.ofWhole(pending, clock.now));
    return pending;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  private ExecutionState stateOf(Execution execution) {
    return store.find(execution.id()).orElseThrow().state();
  }

  private Attempt attemptOf(Execution execution) {
    return store.find(execution.id()).orElseThrow().attempt();
  }

  /** A run that ends when the test says so. */
  private static final class HeldRun implements Run {
    private final Assignment assignment;
    private final Consumer<RunNews> news;
    private final List<StopReason> stopped = new CopyOnWriteArrayList<>();
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    HeldRun(Assignment assignment, Consumer<RunNews> news) {
      this.assignment = assignment;
      this.news = news;
    }

    void end(RunOutcome how) {
      news.accept(
          new RunNews(
              assignment.id(),
              assignment.fence(),
              1,
              Optional.empty(),
              List.of(),
              List.of(),
              0,
              Instant.EPOCH));
      outcome.complete(how);
    }

    @Override
    public CompletionStage<RunOutcome> outcome() {
      return outcome;
    }

    @Override
    public void stop(StopReason why) {
      stopped.add(why);
    }
  }
}
