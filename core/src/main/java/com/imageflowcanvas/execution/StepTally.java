package com.imageflowcanvas.execution;

import com.imageflowcanvas.pipeline.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one step has done over all items of an attempt. Not thread-safe. */
final class StepTally {
  private final PlannedStep<?> step;
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> lastEnd = Optional.empty();
  private Optional<String> error = Optional.empty();
  private Optional<String> skipped = Optional.empty();
  private Duration time = Duration.ZERO;
  private int running;
  private int done;

  StepTally(PlannedStep<?> step) {
    this.step = step;
  }

  void started(Instant at) {
    startedAt = startedAt.isPresent() ? startedAt : Optional.of(at);
    running++;
  }

  void ended(Instant at, Duration took, Optional<String> why) {
    running--;
    done++;
    lastEnd = Optional.of(at);
    time = time.plus(took);
    error = error.isPresent() ? error : why;
  }

  void skipped(String reason) {
    done++;
    skipped = skipped.isPresent() ? skipped : Optional.of(reason);
  }

  /**
   * @param over whether nothing more comes
   * @param expected items in all
   */
  StepProgress snapshot(boolean over, int expected) {
    boolean complete = over || done >= expected;
    return new StepProgress(
        step.id(),
        step.component().type(),
        state(over, complete),
        startedAt,
        complete ? lastEnd : Optional.empty(),
        time,
        error,
        skipped);
  }

  private StepState state(boolean over, boolean complete) {
    if (startedAt.isEmpty()) {
      return complete && skipped.isPresent() ? StepState.SKIPPED : StepState.PENDING;
    }
    if (!complete || (running > 0 && !(over && error.isPresent()))) {
      // at the end: an image was cut off here
      return StepState.RUNNING;
    }
    return error.isPresent() ? StepState.FAILED : StepState.COMPLETED;
  }
}
