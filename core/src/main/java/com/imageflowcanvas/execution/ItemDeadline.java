package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.CancelToken;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.model.Cancellation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stops the work on one image at its next checkpoint when it has taken too long, or when the whole
 * run is stopped. Counts from the moment it is made: by whoever begins the work, so that waiting
 * for a worker takes nothing away. Thread-safe.
 */
final class ItemDeadline implements AutoCloseable {
  private final CancelToken token = new CancelToken();
  private final Duration longest;
  private final Cancellation.Registration stopped;
  private final CompletableFuture<Void> timer;
  private volatile boolean passed;

  /**
   * @param run the cancellation of the whole run
   */
  ItemDeadline(Duration longest, Cancellation run) {
    this.longest = longest;
    this.stopped = run.onCancel(token::cancel);
    this.timer =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
    timer.thenRun(this::pass);
  }

  private void pass() {
    passed = true;
    token.cancel();
  }

  Cancellation cancellation() {
    return token;
  }

  /** Whether the work was stopped because of its time. */
  boolean isPassed() {
    return passed;
  }

  Failure failure() {
    return new Failure(
        ErrorCode.DEADLINE_EXCEEDED,
        "not done after %d ms (expected: by then, see execution.deadline)"
            .formatted(longest.toMillis()));
  }

  @Override
  public void close() {
    timer.cancel(false);
    stopped.close();
  }
}
