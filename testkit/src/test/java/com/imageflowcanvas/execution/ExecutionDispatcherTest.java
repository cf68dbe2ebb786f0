package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is run when, and what becomes of runs that do not end as they should. */
@Timeout(30)
class ExecutionDispatcherTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final House house = new House();
  private final ExecutionStore store = house.stores.executions();
  private final SetClock clock = new SetClock(Samples.START);
  private final AtomicLong accepted = new AtomicLong();

  /** What was handed to the executor, in order, and how each of it will end. */
  private final List<ExecutionId> handed = new CopyOnWriteArrayList<>();

  private final Map<ExecutionId, CompletableFuture<Void>> runs = new ConcurrentHashMap<>();
  private Optional<ExecutionDispatcher> dispatcher = Optional.empty();

  @AfterEach
  void close() {
    runs.values().forEach(run -> run.complete(null));
    dispatcher.ifPresent(ExecutionDispatcher::close);
    house.close();
  }

  @Test
  void lowOneGetsItsTurnUnderAConstantStreamOfUrgentOnes() throws InterruptedException {
    Execution low = accept(Priority.LOW);
    accept(Priority.HIGH);
    dispatch(
        1,
        3,
        claimed -> {
          handed.add(claimed.id());
          // more comes than is done, for as long as the low one waits
          if (handed.size() < 100 && !handed.contains(low.id())) {
            accept(Priority.HIGH);
            accept(Priority.NORMAL);
          }
          store.finish(Samples.completed(claimed, clock.now), 1, List.of());
          CompletableFuture<Void> done = new CompletableFuture<>();
          done.complete(null);
          return done;
        });

    await(() -> handed.contains(low.id()));
    assertThat(handed.indexOf(low.id())).isLessThanOrEqualTo(8);
  }

  @Test
  void urgentOneWaitsForNothingLessUrgent() throws InterruptedException {
    List<Execution> backlog = Stream.generate(() -> accept(Priority.LOW)).limit(300).toList();
    dispatch(2, 3, this::hold);
    await(() -> handed.size() == 2);

    Execution normal = submit(Priority.NORMAL);
    await(() -> handed.contains(normal.id()));
    Execution high = submit(Priority.HIGH);
    await(() -> handed.contains(high.id()));
    Execution second = submit(Priority.HIGH);

    // there is no room for another one until one of the first ends
    run(backlog.getFirst().id()).complete(null);
    run(backlog.get(1).id()).complete(null);
    run(normal.id()).complete(null);
    await(() -> handed.contains(second.id()));
    assertThat(handed)
        .containsExactly(
            backlog.getFirst().id(), backlog.get(1).id(), normal.id(), high.id(), second.id());
  }

  @Test
  void executorThatCannotBeReachedTakesNoAttemptAway() throws InterruptedException {
    Execution innocent = accept(Priority.NORMAL);
    dispatch(
        1,
        1,
        claimed -> {
          handed.add(claimed.id());
          throw new IllegalStateException("no way through");
        });

    await(() -> handed.size() >= 3);
    assertThat(store.find(innocent.id()).orElseThrow().attempt().number()).isLessThan(2);
    assertThat(stateOf(innocent)).isNotEqualTo(ExecutionState.FAILED);
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
    Attempt attempt = store.find(first.id()).orElseThrow().attempt();
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.leaseUntil()).contains(clock.now.plus(LEASE));
  }

  @Test
  void whatADeadNodeRanIsRunAgainAndGivenUpAfterTheLastAttempt() throws InterruptedException {
    Execution lost = accept(Priority.NORMAL);
    Instant over = clock.now.minusSeconds(1);
    store.claim(new NodeId("dead"), clock.now, over, 1);
    for (int i = 0; i < 2; i++) {
      store.claimSuspect(new NodeId("dead"), clock.now, over, 9);
    }
    Execution again = accept(Priority.NORMAL);
    store.claimOne(again.id(), new NodeId("dead"), clock.now, over);
    dispatch(2, 3, this::hold);

    await(() -> handed.contains(again.id()));
    assertThat(stateOf(lost)).isEqualTo(ExecutionState.FAILED);
    assertThat(store.find(lost.id()).orElseThrow().failure().orElseThrow().message())
        .contains("begun 3 times", "its process died");
  }

  private CompletableFuture<Void> hold(Execution claimed) {
    handed.add(claimed.id());
    return run(claimed.id());
  }

  private CompletableFuture<Void> run(ExecutionId id) {
    return runs.computeIfAbsent(id, key -> new CompletableFuture<>());
  }

  private void dispatch(int capacity, int maxAttempts, Executor executor) {
    ExecutionDispatcher started =
        new ExecutionDispatcher(
            store, executor, house.runner, house.events, NODE, capacity, LEASE, maxAttempts, clock);
    dispatcher = Optional.of(started);
    started.start();
  }

  /** Later than all before, by a microsecond. */
  private Execution accept(Priority priority) {
    Instant at = clock.now.plusNanos(1_000 * accepted.incrementAndGet());
    Execution pending = Samples.pending(PIPELINE, ALICE, priority, at, 1);
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
}
