package com.imageflowcanvas.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * How much waits to be run. A short queue is counted anew each time; a long one once a second, with
 * what was accepted here since added, so that accepting costs the same at any length. Thread-safe.
 */
final class Backlog {
  static final long LONG = 1_000;
  static final Duration FRESH = Duration.ofSeconds(1);

  private final ExecutionStore store;
  private final Clock clock;
  private final AtomicReference<Count> waiting = new AtomicReference<>(Count.UNKNOWN);
  private final Map<Priority, Count> itemsAhead = new ConcurrentHashMap<>();

  Backlog(ExecutionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Executions that wait; counted exactly where the answer would be this limit or more. */
  long waiting(long limit) {
    Count known = waiting.get();
    if (!serves(known) || known.value() >= limit) {
      known = count(() -> store.counts().getOrDefault(ExecutionState.PENDING, 0L));
      waiting.set(known);
    }
    return known.value();
  }

  /** Images that are worked on or wait before this execution; of a long queue, those at its end. */
  long itemsAhead(Execution pending) {
    Count known = itemsAhead.getOrDefault(pending.priority(), Count.UNKNOWN);
    if (serves(known)) {
      return known.value();
    }
    Count counted = count(() -> store.itemsAhead(pending.priority().rank(pending.createdAt())));
    if (pending.createdAt().plus(FRESH).isAfter(counted.at())) {
      itemsAhead.put(pending.priority(), counted);
    }
    return counted.value();
  }

  /** Remembers what was accepted here. */
  void accepted(Execution execution) {
    waiting.updateAndGet(count -> count.plus(1));
    for (Priority behind : Priority.values()) {
      if (behind.compareTo(execution.priority()) <= 0) {
        itemsAhead.computeIfPresent(behind, (p, count) -> count.plus(execution.items().size()));
      }
    }
  }

  private boolean serves(Count count) {
    return count.value() >= LONG && clock.instant().isBefore(count.at().plus(FRESH));
  }

  private Count count(LongSupplier counting) {
    return new Count(counting.getAsLong(), clock.instant());
  }

  private record Count(long value, Instant at) {
    static final Count UNKNOWN = new Count(0, Instant.EPOCH);

    Count plus(long more) {
      return new Count(value + more, at);
    }
  }
}
