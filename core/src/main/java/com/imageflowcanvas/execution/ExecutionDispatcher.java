package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.event.EventBus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims executions from the table, by rank and only as many as there is room for, and hands them
 * to the executor; keeps their leases alive. Woken by news of an accepted execution, by the end of
 * a run where there was no room, and by a slow clock for what was missed: leases that ran out, news
 * that got lost. Thread-safe.
 */
public final class ExecutionDispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ExecutionDispatcher.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** One claim of so many takes what has waited longest, however urgent the others are. */
  private static final int SHARE_OF_OLDEST = 8;

  private final ExecutionStore store;
  private final Executor executor;
  private final BatchRunner runner;
  private final EventBus events;
  private final NodeId node;
  private final int capacity;
  private final Duration lease;
  private final int maxAttempts;
  private final Clock clock;
  private final Map<ExecutionId, Execution> inFlight = new ConcurrentHashMap<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private int claims;
  private long lookedForLost = System.nanoTime() - TICK.toNanos();
  private volatile boolean outOfRoom;
  private volatile boolean closing;
  private volatile boolean pathBroken;
  private volatile Instant renewedAt = Instant.MIN;
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
    awaitLastClaim();
    awaitRuns(Duration.ofSeconds(5));
    runner.stopAll(RunHandle.Stop.SHUTDOWN);
    awaitRuns(Duration.ofSeconds(3));
    if (news != null) {
      news.close();
    }
    if (renewing != null) {
      renewing.interrupt();
    }
  }

  /** What a claim that is under way has got is in flight afterwards. */
  private void awaitLastClaim() {
    try {
      if (claiming != null) {
        claiming.join(Duration.ofSeconds(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRuns(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!inFlight.isEmpty() && System.nanoTime() < end && sleep(Duration.ofMillis(20))) {
      // looks again
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
        if (pathBroken) {
          pathBroken = false;
          sleep(TICK);
        }
        renewIfOverdue();
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
    giveUpLost(now);
    // said before the room is counted: a run that ends after that sees it
    outOfRoom = true;
    int room = capacity - inFlight.size();
    if (room <= 0) {
      return claimUrgent(now);
    }
    outOfRoom = false;
    Optional<Execution> suspect = store.claimSuspect(node, now, now.plus(lease), maxAttempts);
    if (suspect.isPresent()) {
      dispatch(suspect.get());
      return true;
    }
    if (claims >= SHARE_OF_OLDEST) {
      claims = 0;
      Optional<Execution> oldest = store.claimOldest(node, now, now.plus(lease));
      oldest.ifPresent(this::dispatch);
      return oldest.isPresent();
    }
    int wanted = Math.min(room, SHARE_OF_OLDEST - claims);
    List<Execution> claimed = store.claim(node, now, now.plus(lease), wanted);
    claims += claimed.size();
    claimed.forEach(this::dispatch);
    return claimed.size() == wanted;
  }

  /** Without room only what outranks everything in flight, so that it need not wait for it. */
  private boolean claimUrgent(Instant now) {
    if (inFlight.size() >= 2 * capacity) {
      return false;
    }
    long first =
        inFlight.values().stream()
            .mapToLong(e -> e.priority().rank(e.createdAt()))
            .min()
            .orElse(Long.MIN_VALUE);
    Optional<Execution> urgent = store.claimBefore(first, node, now, now.plus(lease));
    urgent.ifPresent(this::dispatch);
    return urgent.isPresent();
  }

  /** Not at every wake-up: nobody waits for it to the second. */
  private void giveUpLost(Instant now) {
    if (System.nanoTime() - lookedForLost < TICK.toNanos()) {
      return;
    }
    lookedForLost = System.nanoTime();
    for (Execution lost : store.exhausted(now, maxAttempts, capacity)) {
      end(lost, exhausted(lost), now);
    }
  }

  private static Failure exhausted(Execution execution) {
    return new Failure(
        ErrorCode.ATTEMPTS_EXHAUSTED,
        ("begun %d times without coming to an end (expected: once is enough); the last time: its"
                + " process died, see the server's log")
            .formatted(execution.attempt().number()));
  }

  private void end(Execution running, Failure failure, Instant now) {
    ended(running, running.after(new ExecutionEvent.Failed(failure, now)));
  }

  /** Returns false when the attempt was over already: cancelled, or another's. */
  private boolean ended(Execution running, Execution next) {
    boolean stored = store.finish(next, running.attempt().fence(), List.of());
    if (stored) {
      events.publish(ExecutionUpdate.ofWhole(next, clock.instant()));
    }
    return stored;
  }

  private void dispatch(Execution claimed) {
    inFlight.put(claimed.id(), claimed);
    executed(claimed)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                unfinished(claimed, failure);
              }
              inFlight.remove(claimed.id(), claimed);
              if (outOfRoom) {
                wakeUps.release();
              }
            });
  }

  private CompletionStage<Void> executed(Execution claimed) {
    try {
      return executor.execute(claimed);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** The executor did not end it: it could not be reached. What it does now is stale. */
  private void unfinished(Execution claimed, Throwable failure) {
    try {
      giveBack(claimed, failure);
    } catch (RuntimeException e) {
      log.error("execution {}: could not be given back; its lease will run out", claimed.id(), e);
    }
  }

  private void giveBack(Execution claimed, Throwable failure) {
    if (ended(claimed, claimed.after(new ExecutionEvent.Released(Optional.empty())))) {
      log.warn("execution {}: the executor failed: {}", claimed.id(), failure.toString());
      pathBroken = true;
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

  /**
   * Before claiming: where the clock has jumped, or this machine has slept, leases of what runs
   * here are over, and it would claim its own.
   */
  private void renewIfOverdue() {
    if (clock.instant().isAfter(renewedAt.plus(lease.dividedBy(2)))) {
      renew();
    }
  }

  private void renew() {
    Map<ExecutionId, Long> held = new HashMap<>();
    inFlight.forEach((id, claimed) -> held.put(id, claimed.attempt().fence()));
    Instant now = clock.instant();
    if (held.isEmpty()) {
      renewedAt = now;
      return;
    }
    Set<ExecutionId> still = store.renew(held, now.plus(lease));
    renewedAt = now;
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
