package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims executions from the table, by rank and only as many as there is room for, hands them to
 * the executor, and stores how they end. Woken by news of an accepted execution, by the end of a
 * run, and by a slow clock for what was missed. Executions that a process has died with are run one
 * after the other, alone, so that only the culprit is charged when it happens again. Thread-safe.
 */
public final class ExecutionDispatcher implements EarlyStarts, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ExecutionDispatcher.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** One claim of so many takes what has waited longest, however urgent the others are. */
  private static final int SHARE_OF_OLDEST = 8;

  private final ExecutionStore store;
  private final Executor executor;
  private final Assignments assignments;
  private final AttemptsInFlight inFlight = new AttemptsInFlight();
  private final AttemptEnds ends;
  private final AttemptLeases leases;
  private final StoreHealth health;
  private final EventBus events;
  private final NodeId node;
  private final Limits limits;
  private final Clock clock;
  private final Semaphore wakeUps = new Semaphore(0);

  /** Executions that have begun and are not accepted yet. */
  private final AtomicInteger early = new AtomicInteger();

  /** Whether one that a process has died with waits until it is alone, or runs alone. */
  private volatile boolean suspecting;

  private int claims;
  private long lookedForLost = System.nanoTime() - TICK.toNanos();
  private volatile boolean queueIsEmpty;
  private volatile boolean closing;
  private EventBus.@Nullable Subscription news;
  private @Nullable Thread claiming;

  /**
   * What a dispatcher may do.
   *
   * @param capacity how many executions may be in flight here
   * @param lease how long this node is believed alive without a sign of life
   * @param maxAttempts after so many, an execution whose process died each time is given up
   */
  public record Limits(int capacity, Duration lease, int maxAttempts) {}

  public ExecutionDispatcher(
      ExecutionStore store,
      PipelineStore pipelines,
      FileStore files,
      ObjectStore objects,
      Executor executor,
      StoreHealth health,
      EventBus events,
      NodeId node,
      Limits limits,
      Clock clock) {
    this.store = store;
    this.executor = executor;
    this.assignments = new Assignments(pipelines, files);
    this.ends = new AttemptEnds(store, objects, events, clock);
    this.leases = new AttemptLeases(store, inFlight, limits.lease(), clock);
    this.health = health;
    this.events = events;
    this.node = node;
    this.limits = limits;
    this.clock = clock;
  }

  /** Takes back what a former life of this node left unfinished, and begins to claim. */
  public void start() {
    int found = store.abandonLeases(node, clock.instant());
    if (found > 0) {
      log.info("{} executions were interrupted and will be run again, one by one", found);
    }
    news = events.subscribe(ExecutionUpdate.Changed.class, this::hear);
    leases.start();
    claiming = Thread.ofVirtual().name("dispatcher").start(this::claimAgainAndAgain);
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
    inFlight.awaitNone(Duration.ofSeconds(5));
    inFlight.stopAll(StopReason.SHUTDOWN);
    inFlight.awaitNone(Duration.ofSeconds(3));
    // native code that does not return: what it still does is stale afterwards
    inFlight
        .all()
        .forEach(attempt -> ended(attempt, new RunOutcome.Interrupted(StopReason.SHUTDOWN)));
    ends.close();
    leases.close();
    if (news != null) {
      news.close();
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

  private void hear(ExecutionUpdate.Changed change) {
    Execution execution = change.execution();
    switch (execution.state()) {
      case PENDING -> wakeUps.release();
      case CANCELLED -> inFlight.stopBefore(execution.id(), execution.attempt().fence());
      case RUNNING, COMPLETED, FAILED -> {}
    }
  }

  private void claimAgainAndAgain() {
    while (!closing) {
      try {
        boolean more = health.look() && claim();
        if (!more && wakeUps.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
          wakeUps.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        tellWhyNot(e);
        pause();
      }
    }
  }

  private void tellWhyNot(RuntimeException failure) {
    if (failure instanceof ProblemException e
        && e.problem().code() == ErrorCode.STORAGE_UNAVAILABLE) {
      health.doubt();
      log.warn("claiming failed, trying again: {}", e.problem().detail());
    } else {
      log.error("claiming failed, trying again", failure);
    }
  }

  private void pause() {
    try {
      Thread.sleep(TICK);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  /** Claims what there is room for; answers whether there may be more to claim at once. */
  private boolean claim() {
    Instant now = clock.instant();
    leases.renewIfOverdue();
    lookForLost(now);
    if (suspecting) {
      return false;
    }
    int room = limits.capacity() - taken();
    if (room <= 0) {
      queueIsEmpty = false;
      return claimUrgent(now);
    }
    if (claims >= SHARE_OF_OLDEST) {
      claims = 0;
      Optional<Execution> oldest = store.claimOldest(node, now, leases.until());
      oldest.ifPresent(this::run);
      return oldest.isPresent();
    }
    int wanted = Math.min(room, SHARE_OF_OLDEST - claims);
    List<Execution> claimed = store.claim(node, now, leases.until(), wanted);
    claims += claimed.size();
    List<RunningAttempt> attempts = claimed.stream().map(RunningAttempt::new).toList();
    // all are in flight before the first is run: whatever happens to that one
    attempts.forEach(inFlight::add);
    attempts.forEach(this::run);
    queueIsEmpty = claimed.size() < wanted;
    return claimed.size() == wanted;
  }

  private int taken() {
    return inFlight.size() + early.get();
  }

  /** Without room only what outranks everything in flight, so that it need not wait for it. */
  private boolean claimUrgent(Instant now) {
    if (taken() >= 2 * limits.capacity()) {
      return false;
    }
    long first =
        inFlight.all().stream()
            .map(RunningAttempt::claimed)
            .mapToLong(e -> e.priority().rank(e.createdAt()))
            .min()
            .orElse(Long.MIN_VALUE);
    Optional<Execution> urgent = store.claimBefore(first, node, now, leases.until());
    urgent.ifPresent(this::run);
    return urgent.isPresent();
  }

  /** Not at every wake-up: nobody waits for it to the second. */
  private void lookForLost(Instant now) {
    if (!suspecting && System.nanoTime() - lookedForLost < TICK.toNanos()) {
      return;
    }
    for (Execution lost : store.exhausted(now, limits.maxAttempts(), limits.capacity())) {
      end(lost);
    }
    suspecting = suspecting || store.hasSuspect(now, limits.maxAttempts());
    if (!suspecting) {
      lookedForLost = System.nanoTime();
    } else if (isAlone()) {
      // claimed when it can run at once: while it waits, the death of another is not its own
      Optional<Execution> found =
          store.claimSuspect(node, now, leases.until(), limits.maxAttempts());
      suspecting = found.isPresent();
      found.ifPresent(this::runAlone);
    }
  }

  /** Whether one that a process has died with waits to be alone, or is. */
  boolean isSuspecting() {
    return suspecting;
  }

  /** In this order: one that is accepted goes from the early ones to those in flight. */
  private boolean isAlone() {
    return early.get() == 0 && inFlight.size() == 0;
  }

  private void runAlone(Execution suspect) {
    log.info("execution {} is run alone: a process died with it", suspect.id());
    // where this node itself was thought dead, its own attempt may still be at work
    inFlight.stopBefore(suspect.id(), suspect.attempt().fence());
    run(suspect);
  }

  private void end(Execution lost) {
    String why =
        "begun %d times, and the server's process died each time, the last time with nothing else at work (expected: an image and a pipeline that it survives; see its log)"
            .formatted(lost.attempt().number());
    RunOutcome given = new RunOutcome.Refused(new Failure(ErrorCode.ATTEMPTS_EXHAUSTED, why));
    ends.store(new RunningAttempt(lost), given, () -> {});
  }

  private void run(Execution claimed) {
    RunningAttempt attempt = new RunningAttempt(claimed);
    inFlight.add(attempt);
    run(attempt);
  }

  private void run(RunningAttempt attempt) {
    events.publish(ExecutionUpdate.ofWhole(attempt.claimed(), clock.instant()));
    try {
      Optional<Assignments.Prepared> prepared = assignments.prepare(attempt.claimed());
      if (prepared.isEmpty()) {
        ended(attempt, gone());
        return;
      }
      attempt.missing(prepared.get().missing());
      follow(attempt, executor.start(prepared.get().assignment(), told -> hear(attempt, told)));
    } catch (ProblemException e) {
      ended(attempt, new RunOutcome.Unavailable(e.problem().detail()));
    } catch (RuntimeException e) {
      log.error("execution {} cannot be begun", attempt.claimed().id(), e);
      ended(
          attempt,
          new RunOutcome.Refused(
              new Failure(ErrorCode.INTERNAL, "the execution could not be begun")));
    }
  }

  private static RunOutcome gone() {
    return new RunOutcome.Refused(
        new Failure(ErrorCode.PIPELINE_UNKNOWN, "the pipeline's version is gone"));
  }

  private void follow(RunningAttempt attempt, Run run) {
    attempt.started(run);
    run.outcome().thenAccept(outcome -> ended(attempt, outcome));
  }

  private void hear(RunningAttempt attempt, RunNews told) {
    attempt.hear(told).ifPresent(events::publish);
  }

  private void ended(RunningAttempt attempt, RunOutcome outcome) {
    if (outcome instanceof RunOutcome.Unavailable) {
      health.doubt();
    }
    ends.store(attempt, outcome, () -> leave(attempt));
  }

  private void leave(RunningAttempt attempt) {
    inFlight.remove(attempt);
    if (!queueIsEmpty || suspecting) {
      wakeUps.release();
    }
  }

  @Override
  public Optional<EarlyStart> begin(Execution execution, Pipeline pipeline) {
    boolean first = queueIsEmpty && wakeUps.availablePermits() == 0;
    if (closing || !first || !health.isUp()) {
      return Optional.empty();
    }
    // counted before it is asked for suspects: they ask in the other order
    int begun = early.incrementAndGet();
    Optional<OpenRun> run = Optional.empty();
    try {
      if (!suspecting && begun + inFlight.size() <= limits.capacity()) {
        run = executor.open(Assignment.of(execution.after(claiming()), pipeline, List.of()));
      }
    } finally {
      if (run.isEmpty()) {
        leaveEarly();
      }
    }
    return run.map(open -> new EarlyStart(this, open));
  }

  private void leaveEarly() {
    early.decrementAndGet();
    wakeUps.release();
  }

  ExecutionEvent.Claimed claiming() {
    return new ExecutionEvent.Claimed(node, leases.until(), clock.instant());
  }

  void accepted(Execution claimed, OpenRun run) {
    RunningAttempt attempt = new RunningAttempt(claimed);
    inFlight.add(attempt);
    early.decrementAndGet();
    run.seal(told -> hear(attempt, told));
    follow(attempt, run);
  }

  void undo(OpenRun run) {
    run.stop(StopReason.FENCED_OFF);
    run.seal(told -> {});
    run.outcome().thenRun(this::leaveEarly);
  }
}
