package com.imageflowcanvas.execution;

import com.imageflowcanvas.event.EventBus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for executions to end. Thread-safe. */
public final class ExecutionWatch {
  /** How often the store is asked, should news get lost. */
  private static final Duration LOST_NEWS = Duration.ofSeconds(1);

  private final ExecutionStore store;
  private final EventBus events;

  public ExecutionWatch(ExecutionStore store, EventBus events) {
    this.store = store;
    this.events = events;
  }

  /**
   * Blocks until the execution has ended.
   *
   * @return empty when there is no such execution (any more)
   */
  public Optional<Execution> awaitEnd(ExecutionId id) throws InterruptedException {
    CompletableFuture<Execution> ended = new CompletableFuture<>();
    try (EventBus.Subscription ignored =
        events.subscribe(ExecutionUpdate.class, update -> complete(update, id, ended))) {
      while (true) {
        Optional<Execution> stored = store.find(id);
        if (stored.isEmpty() || stored.get().state().isTerminal()) {
          return stored;
        }
        try {
          return Optional.of(ended.get(LOST_NEWS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          // no news; the store is the truth
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void complete(
      ExecutionUpdate update, ExecutionId id, CompletableFuture<Execution> ended) {
    Execution execution = update.execution();
    if (execution.id().equals(id) && execution.state().isTerminal()) {
      ended.complete(execution);
    }
  }
}
