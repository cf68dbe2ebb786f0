package com.imageflowcanvas.engine;

import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.time.Clock;

/**
 * Runs a plan on one frame, in memory, on the caller's thread. Thread-safe: all state is the run's.
 */
public final class ExecutionEngine {
  private final Clock clock;

  public ExecutionEngine(Clock clock) {
    this.clock = clock;
  }

  /**
   * Runs all steps in order. A step to which nothing comes is skipped, and so is what hangs on it
   * alone. A failing step ends the run; that is an answer, not an exception.
   *
   * @param submitted the decoded image; its memory is the context's
   * @throws InterruptedException when the context's cancellation was pulled
   */
  public RunResult run(PipelinePlan plan, Frame submitted, RunContext context, RunListener listener)
      throws InterruptedException {
    return new PlanRun(plan, submitted, context, listener, clock).run();
  }
}
