package com.imageflowcanvas.execution;

import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Instant;
import java.util.Optional;

/**
 * News of an execution: how it stands now and what made the difference.
 *
 * @param sequence rises with every update of one execution, over attempts and nodes
 * @param changed the step that has moved on; empty for a change of the whole
 */
public record ExecutionUpdate(
    Execution execution, long sequence, Optional<StepId> changed, Instant at) implements Event {

  /** Updates of one attempt; the fence makes later attempts' sequences greater. */
  static final long PER_FENCE = 1_000_000;

  /**
   * The execution as it stands, as news: of a change of the whole, or for a watcher who has just
   * come. An ended one always carries its attempt's last sequence, however often it is read.
   */
  public static ExecutionUpdate ofWhole(Execution execution, Instant at) {
    long within =
        switch (execution.state()) {
          case PENDING -> 0;
          case RUNNING -> 1;
          case COMPLETED, FAILED, CANCELLED -> PER_FENCE - 1;
        };
    return new ExecutionUpdate(
        execution, execution.attempt().fence() * PER_FENCE + within, Optional.empty(), at);
  }
}
