package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A dispatcher over stores in memory, and runs that end when the test says so. */
@Timeout(120)
abstract class Dispatching {
  static final Duration LEASE = Duration.ofMinutes(1);

  final House house = new House();
  final Pipeline pipeline = house.pipeline("gate");
  final ExecutionStore store = house.stores.executions();
  final SetClock clock = new SetClock(Samples.START);
  private final AtomicLong accepted = new AtomicLong();

  /** What was handed to the executor, in order, and how each of it will end. */
  final List<ExecutionId> handed = new CopyOnWriteArrayList<>();

  final Map<ExecutionId, HeldRun> runs = new ConcurrentHashMap<>();
  volatile Optional<ProblemException> storesAway = Optional.empty();
  Optional<ExecutionDispatcher> dispatcher = Optional.empty();

  @AfterEach
  void close() {
    runs.values().forEach(run -> run.end(new RunOutcome.Interrupted(StopReason.FENCED_OFF)));
    dispatcher.ifPresent(ExecutionDispatcher::close);
    house.close();
  }

  Run hold(Assignment assignment, Consumer<RunNews> news) {
    HeldRun run = new HeldRun(assignment, news);
    runs.put(assignment.id(), run);
    handed.add(assignment.id());
    return run;
  }

  void complete(Execution execution) {
    HeldRun run = Objects.requireNonNull(runs.get(execution.id()));
    run.end(ended(run.assignment));
  }

  RunOutcome.Ended ended(Assignment assignment) {
    List<EndedItem> items =
        assignment.items().stream()
            .<EndedItem>map(
                item -> new EndedItem.Completed(item.index(), List.of(), List.of(), List.of()))
            .toList();
    return new RunOutcome.Ended(items, List.of(), 1, Optional.of(clock.now), clock.now, List.of());
  }

  StoreHealth dispatch(int capacity, int maxAttempts, Executor executor) {
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
  Execution accept(Priority priority) {
    Instant at = clock.now.plusNanos(1_000 * accepted.incrementAndGet());
    Execution pending = Samples.pending(pipeline.id(), ALICE, priority, at, 1);
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  /** Accepted, and told. */
  Execution submit(Priority priority) {
    Execution pending = accept(priority);
    house.events.publish(ExecutionUpdate.ofWhole(pending, clock.now));
    return pending;
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  ExecutionState stateOf(Execution execution) {
    return store.find(execution.id()).orElseThrow().state();
  }

  Attempt attemptOf(Execution execution) {
    return store.find(execution.id()).orElseThrow().attempt();
  }

  /** A run that ends when the test says so. */
  static final class HeldRun implements Run {
    final Assignment assignment;
    private final Consumer<RunNews> news;
    final List<StopReason> stopped = new CopyOnWriteArrayList<>();
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
