package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.event.EventBus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims executions from the table, only as many as there is room for, and hands them to the
 * executor; keeps their leases alive. Woken by news of an accepted execution, and by a slow clock
 * for what was missed: leases that ran out, news that got lost. Thread-safe.
 */
public final class ExecutionDispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ExecutionDispatcher.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final ExecutionStore store;
  private final Executor executor;
  private final BatchRunner runner;
  private final EventBus events;
  private final NodeId node;
  private final int capacity;
  private final Duration lease;
  private final int maxAttempts;
  private final Clock clock;
  private final Map<ExecutionId, Long> inFlight = new ConcurrentHashMap<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closing;
  private EventBus.@Nullable Subscription news;
  private @Nullable Thread claiming;
  private @Nullable Thread renewing;

  /**
   * @param capacity how many executions may be in flight here
   * @param lease how long this node is believed alive without a sign of life
   * @param maxAttempts after so many, an execution whose node died is given up
   */
  public ExecutionDispatcher(
      ExecutionStore store,
      Executor executor,
      BatchRunner runner,
      EventBus events,
      NodeId node,
      int capacity,
      Duration lease,
      int maxAttempts,
      Clock clock) {
    this.store = store;
    this.executor = executor;
    this.runner = runner;
    this.events = events;
    this.node = node;
    this.capacity = capacity;
    this.lease = lease;
    this.maxAttempts = maxAttempts;
    this.clock = clock;
  }

  /** Takes back what a former life of this node left unfinished, and begins to claim. */
  public void start() {
    int found = store.abandonLeases(node, clock.instant());
    if (found > 0) {
      log.info("{} executions were interrupted and will be run again", found);
    }
    news = events.subscribe(ExecutionUpdate.class, this::hear);
    claiming = Thread.ofVirtual().name("dispatcher").start(this::claimLoop);
    renewing = Thread.ofVirtual().name("leases").start(this::renewLoop);
  }

  /** Whether claims are being made. */
  public boolean isRunning() {
    return claiming != null && claiming.isAlive();
  }

  /** Stops claiming, lets runs end for a while, then gives the rest back to the table. */
  @Override
  public void close() {
    closing = true;
    wakeUps.release();
    Instant patience = clock.instant().plus(Duration.ofSeconds(5));
    while (!inFlight.isEmpty() && clock.instant().isBefore(patience)) {
      sleep(Duration.ofMillis(20));
    }
    runner.stopAll(RunHandle.Stop.SHUTDOWN);
    Instant end = clock.instant().plus(Duration.ofSeconds(3));
    while (!inFlight.isEmpty() && clock.instant().isBefore(end)) {
      sleep(Duration.ofMillis(20));
    }
    if (news != null) {
      news.close();
    }
    if (renewing != null) {
      renewing.interrupt();
    }
  }

  private void hear(ExecutionUpdate update) {
    switch (update.execution().state()) {
      case PENDING -> wakeUps.release();
      case CANCELLED -> runner.stop(update.execution().id(), RunHandle.Stop.FENCED_OFF);
      case RUNNING, COMPLETED, FAILED -> {}
    }
  }

  private void claimLoop() {
    while (!closing) {
      try {
        boolean more = claim();
        if (!more && wakeUps.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
          wakeUps.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("claiming failed; trying again", e);
        sleep(TICK);
      }
    }
  }

  /** Claims what there is room for; answers whether there may be more to claim at once. */
  private boolean claim() {
    Instant now = clock.instant();
    for (Execution lost : store.exhausted(now, maxAttempts, capacity)) {
      giveUp(lost, now);
    }
    int room = capacity - inFlight.size();
    if (room <= 0) {
      return false;
    }
    List<Execution> claimed = store.claim(node, now, now.plus(lease), maxAttempts, room);
    claimed.forEach(this::dispatch);
    return claimed.size() == room && inFlight.size() < capacity;
  }

  private void giveUp(Execution lost, Instant now) {
    Failure failure =
        new Failure(
            ErrorCode.ATTEMPTS_EXHAUSTED,
            "the process died "
                + maxAttempts
                + " times while running this (expected: once at"
                + " most); see the server's log before submitting it again");
    Execution failed = lost.after(new ExecutionEvent.Failed(failure, now));
    if (store.finish(failed, lost.attempt().fence(), List.of())) {
      events.publish(ExecutionUpdate.ofWhole(failed, now));
    }
  }

  private void dispatch(Execution claimed) {
    inFlight.put(claimed.id(), claimed.attempt().fence());
    executor
        .execute(claimed)
        .whenComplete(
            (done, failure) -> {
              inFlight.remove(claimed.id(), claimed.attempt().fence());
              if (failure != null) {
                giveBack(claimed, failure);
              }
              wakeUps.release();
            });
  }

  /** The path to the executor failed: the table gets the execution back. */
  private void giveBack(Execution claimed, Throwable failure) {
    log.warn(
        "execution {}: the executor could not be reached: {}", claimed.id(), failure.toString());
    try {
      store.finish(
          claimed.after(new ExecutionEvent.Released()), claimed.attempt().fence(), List.of());
    } catch (RuntimeException e) {
      log.error("execution {}: could not be given back; its lease will run out", claimed.id(), e);
    }
  }

  private void renewLoop() {
    while (!Thread.currentThread().isInterrupted()) {
      if (!sleep(lease.dividedBy(3))) {
        return;
      }
      try {
        renew();
      } catch (RuntimeException e) {
        log.error("renewing leases failed; trying again", e);
      }
    }
  }

  private void renew() {
    Map<ExecutionId, Long> held = new HashMap<>(inFlight);
    if (held.isEmpty()) {
      return;
    }
    Set<ExecutionId> still = store.renew(held, clock.instant().plus(lease));
    held.keySet().stream()
        .filter(id -> !still.contains(id))
        .forEach(id -> runner.stop(id, RunHandle.Stop.FENCED_OFF));
  }

  private static boolean sleep(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
