package com.imageflowcanvas.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts that this node has taken on and whose ends are not stored yet. Thread-safe. */
final class AttemptsInFlight {
  private final Map<AttemptKey, RunningAttempt> attempts = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();

  void add(RunningAttempt attempt) {
    attempts.put(attempt.key(), attempt);
  }

  void remove(RunningAttempt attempt) {
    attempts.remove(attempt.key());
    lock.lock();
    try {
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    return attempts.size();
  }

  Collection<RunningAttempt> all() {
    return attempts.values();
  }

  /** Stops attempts at this execution that are older than this fence. */
  void stopBefore(ExecutionId id, long fence) {
    attempts.forEach(
        (key, attempt) -> {
          if (key.id().equals(id) && key.fence() < fence) {
            attempt.stop(StopReason.FENCED_OFF);
          }
        });
  }

  void stopAll(StopReason why) {
    attempts.values().forEach(attempt -> attempt.stop(why));
  }

  /** Waits until none is left, or so long. */
  void awaitNone(Duration patience) {
    long remaining = patience.toNanos();
    lock.lock();
    try {
      while (!attempts.isEmpty() && remaining > 0) {
        remaining = left.awaitNanos(remaining);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
