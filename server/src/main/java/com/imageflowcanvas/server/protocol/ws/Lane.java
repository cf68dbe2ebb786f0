package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionUpdate;
import org.jspecify.annotations.Nullable;

/**
 * News of one execution on its way to one socket: only the newest waits, and it waits a little, so
 * that a fast run does not flood a slow line. The end never waits. Not thread-safe.
 */
final class Lane {
  /** At most twenty messages a second. */
  static final long PACE_NANOS = 50_000_000;

  private final Key key;
  private long lastSequence = -1;
  private long sentAt;
  private boolean sentBefore;
  private boolean again;
  private @Nullable ExecutionUpdate waiting;

  Lane(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  /**
   * Takes news in, instead of what waits; false when it is older than what was taken before, unless
   * the client has asked again and nothing newer is on its way.
   */
  boolean offer(ExecutionUpdate update) {
    boolean asked = again && waiting == null;
    again = false;
    if (update.sequence() <= lastSequence && !asked) {
      return false;
    }
    lastSequence = Math.max(lastSequence, update.sequence());
    waiting = update;
    return true;
  }

  /**
   * Lets the next news pass, whatever was sent before: the client asked again. What is read from
   * the store for it may be older than the last news of a run.
   */
  void repeat() {
    again = true;
  }

  boolean isWaiting() {
    return waiting != null;
  }

  /** How long what waits has to wait still; not positive when it may go. */
  long waitNanos(long now) {
    if (!sentBefore || (waiting != null && waiting.execution().state().isTerminal())) {
      return 0;
    }
    return PACE_NANOS - (now - sentAt);
  }

  /** Lets what waits go. */
  ExecutionUpdate take(long now) {
    ExecutionUpdate update = waiting;
    if (update == null) {
      throw new IllegalStateException("nothing waits");
    }
    waiting = null;
    sentBefore = true;
    sentAt = now;
    return update;
  }

  /**
   * What the news is of, and for whom.
   *
   * @param ofAll whether the socket watches all executions, or just this one
   */
  record Key(ExecutionId execution, boolean ofAll) {}
}
