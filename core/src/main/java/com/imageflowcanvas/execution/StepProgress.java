package com.imageflowcanvas.execution;

import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of an execution over all its items.
 *
 * @param time summed over items
 * @param error of the first item that failed here
 * @param skipped why the first item that did not need it has left it out; other items may have run
 *     it all the same, see {@code state}
 */
public record StepProgress(
    StepId id,
    ComponentType component,
    StepState state,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Duration time,
    Optional<String> error,
    Optional<String> skipped) {

  public static StepProgress pending(StepId id, ComponentType component) {
    return new StepProgress(
        id,
        component,
        StepState.PENDING,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }

  /** When the work stops: one that was cut off is not done, but keeps what it has taken. */
  StepProgress stopped() {
    return switch (state) {
      case COMPLETED, FAILED, SKIPPED, PENDING -> this;
      case RUNNING ->
          new StepProgress(
              id, component, StepState.PENDING, startedAt, Optional.empty(), time, error, skipped);
    };
  }
}
