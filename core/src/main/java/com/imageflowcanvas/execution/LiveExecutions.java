package com.imageflowcanvas.execution;

import com.imageflowcanvas.event.EventBus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest news of executions that run now. The store holds what is durable; how far a running
 * one has come is here. Thread-safe.
 */
public final class LiveExecutions implements AutoCloseable {
  /** More than run at once; what is left over after lost news is dropped at this size. */
  private static final int MAX_KNOWN = 10_000;

  private final Map<ExecutionId, ExecutionUpdate> running = new ConcurrentHashMap<>();
  private final EventBus.Subscription subscription;

  public LiveExecutions(EventBus events) {
    this.subscription = events.subscribe(ExecutionUpdate.class, this::accept);
  }

  /** The stored execution, as far as it has come. */
  public Execution withProgress(Execution stored) {
    return Optional.ofNullable(running.get(stored.id()))
        .map(ExecutionUpdate::execution)
        .filter(live -> live.isNewsOf(stored))
        .orElse(stored);
  }

  /** The same of a row of a list. */
  public ExecutionSummary withProgress(ExecutionSummary stored) {
    return Optional.ofNullable(running.get(stored.id()))
        .map(ExecutionUpdate::execution)
        .filter(live -> live.state() == stored.state() && live.attempt().fence() == stored.fence())
        .map(ExecutionSummary::of)
        .orElse(stored);
  }

  @Override
  public void close() {
    subscription.close();
  }

  private void accept(ExecutionUpdate update) {
    if (update.execution().state() == ExecutionState.RUNNING) {
      if (running.size() >= MAX_KNOWN) {
        running.clear();
      }
      running.merge(
          update.execution().id(),
          update,
          (old, newest) -> newest.sequence() > old.sequence() ? newest : old);
    } else {
      running.remove(update.execution().id());
    }
  }
}
