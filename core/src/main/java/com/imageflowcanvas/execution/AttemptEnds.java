package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.StoredFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how attempts ended, and tells it. While the store is away it tries again and again: the
 * work is done, and is not done again for that. Thread-safe.
 */
final class AttemptEnds {
  private static final Logger log = LoggerFactory.getLogger(AttemptEnds.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** After this many outages in a row the pauses grow no more: 250 ms, then doubled to 16 s. */
  private static final int MOST_DOUBLINGS = 6;

  private static final Duration FIRST_RETRY = Duration.ofMillis(250);

  private final ExecutionStore store;
  private final ObjectStore objects;
  private final EventBus events;
  private final Clock clock;
  private volatile boolean closed;

  AttemptEnds(ExecutionStore store, ObjectStore objects, EventBus events, Clock clock) {
    this.store = store;
    this.objects = objects;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param done run when the end is stored, or is nobody's business any more
   */
  void store(RunningAttempt attempt, RunOutcome outcome, Runnable done) {
    attempt.over();
    Optional<Execution> next = Optional.empty();
    try {
      next = next(attempt, outcome);
    } catch (RuntimeException e) {
      log.error("execution {}: an end that cannot be", attempt.claimed().id(), e);
    }
    next.ifPresentOrElse(end -> store(attempt, end, files(outcome), done), done);
  }

  private void store(
      RunningAttempt attempt, Execution next, List<StoredFile> files, Runnable done) {
    if (tryToStore(attempt, next, files)) {
      done.run();
      return;
    }
    Thread.ofVirtual()
        .name("end-of-" + next.id())
        .start(
            () -> {
              storeLater(attempt, next, files);
              done.run();
            });
  }

  /** Gives up what could not be stored yet: at the end of the process another life does it. */
  void close() {
    closed = true;
  }

  private Optional<Execution> next(RunningAttempt attempt, RunOutcome outcome) {
    Instant now = clock.instant();
    if (outcome instanceof RunOutcome.Unavailable away) {
      log.warn("execution {} waits: {}", attempt.claimed().id(), away.cause());
    }
    return attempt.after(outcome, now.plus(pause(attempt.claimed())), now);
  }

  private static Duration pause(Execution execution) {
    int doublings = Math.min(MOST_DOUBLINGS, execution.attempt().pauses());
    return FIRST_RETRY.multipliedBy(1L << doublings);
  }

  private static List<StoredFile> files(RunOutcome outcome) {
    return outcome instanceof RunOutcome.Ended ended ? ended.files() : List.of();
  }

  private void storeLater(RunningAttempt attempt, Execution next, List<StoredFile> files) {
    Duration pause = FIRST_PAUSE;
    try {
      while (!closed) {
        Thread.sleep(pause);
        if (tryToStore(attempt, next, files)) {
          return;
        }
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether nothing more is to be done. */
  private boolean tryToStore(RunningAttempt attempt, Execution next, List<StoredFile> files) {
    long fence = attempt.claimed().attempt().fence();
    try {
      if (store.finish(next, fence, files)) {
        events.publish(ExecutionUpdate.ofWhole(next, clock.instant()));
      } else {
        log.info("execution {}: the attempt with fence {} was stale", next.id(), fence);
        discard(files);
      }
      return true;
    } catch (ProblemException e) {
      if (e.problem().code() != ErrorCode.STORAGE_UNAVAILABLE) {
        log.error("execution {}: its end is refused", next.id(), e);
        return instead(attempt, next, files);
      }
      log.warn("execution {}: its end waits: {}", next.id(), e.problem().detail());
      return false;
    } catch (RuntimeException e) {
      log.error("execution {}: its end cannot be stored", next.id(), e);
      return instead(attempt, next, files);
    }
  }

  /** What can be stored where the end itself cannot: that it failed, and not that it died. */
  private boolean instead(RunningAttempt attempt, Execution next, List<StoredFile> files) {
    discard(files);
    if (!next.outputs().isEmpty() || next.state() != ExecutionState.FAILED) {
      Failure failure = new Failure(ErrorCode.INTERNAL, "the end could not be stored");
      Execution failed =
          attempt.claimed().after(new ExecutionEvent.Failed(failure, clock.instant()));
      return tryToStore(attempt, failed, List.of());
    }
    return true;
  }

  private void discard(List<StoredFile> files) {
    try {
      files.forEach(file -> objects.delete(file.object()));
    } catch (ProblemException e) {
      log.info("results without a record are left to the sweep: {}", e.getMessage());
    }
  }
}
