package com.imageflowcanvas.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of what this node runs, for as long as each run gives signs of life; a run whose
 * lease is lost is stopped. Thread-safe.
 */
final class AttemptLeases implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AttemptLeases.class);

  private final ExecutionStore store;
  private final AttemptsInFlight inFlight;
  private final Duration lease;
  private final Clock clock;
  private volatile Instant renewedAt = Instant.MIN;
  private @Nullable Thread renewing;

  /**
   * @param lease how long a node is believed alive without a sign of life
   */
  AttemptLeases(ExecutionStore store, AttemptsInFlight inFlight, Duration lease, Clock clock) {
    this.store = store;
    this.inFlight = inFlight;
    this.lease = lease;
    this.clock = clock;
  }

  void start() {
    renewing = Thread.ofVirtual().name("leases").start(this::renewAgainAndAgain);
  }

  Instant until() {
    return clock.instant().plus(lease);
  }

  /**
   * Before claiming: where the clock has jumped, or this machine has slept, leases of what runs
   * here are over, and the node would claim its own.
   */
  void renewIfOverdue() {
    if (clock.instant().isAfter(renewedAt.plus(lease.dividedBy(2)))) {
      renew();
    }
  }

  private void renewAgainAndAgain() {
    try {
      while (true) {
        Thread.sleep(lease.dividedBy(3));
        renewOrTellWhyNot();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void renewOrTellWhyNot() {
    try {
      renew();
    } catch (RuntimeException e) {
      log.warn("leases were not renewed, trying again: {}", e.getMessage());
    }
  }

  private void renew() {
    Instant now = clock.instant();
    // after a gap nothing could be heard of any run: this process, or its machine, has slept
    boolean slept = now.isAfter(renewedAt.plus(lease));
    Map<ExecutionId, Long> held = new HashMap<>();
    for (RunningAttempt attempt : inFlight.all()) {
      if (slept || attempt.isAlive(lease)) {
        held.merge(attempt.claimed().id(), attempt.claimed().attempt().fence(), Math::max);
      } else {
        attempt.stop(StopReason.FENCED_OFF);
      }
    }
    if (!held.isEmpty()) {
      Set<ExecutionId> still = store.renew(held, now.plus(lease));
      held.forEach(
          (id, fence) -> {
            if (!still.contains(id)) {
              inFlight.stopBefore(id, fence + 1);
            }
          });
    }
    renewedAt = now;
  }

  @Override
  public void close() {
    if (renewing != null) {
      renewing.interrupt();
    }
  }
}
