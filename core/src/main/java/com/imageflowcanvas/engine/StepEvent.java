package com.imageflowcanvas.engine;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.pipeline.PlannedStep;
import java.time.Duration;
import java.time.Instant;

/** What the engine tells while it runs. */
public sealed interface StepEvent {
  PlannedStep<?> step();

  Instant at();

  record Started(PlannedStep<?> step, Instant at) implements StepEvent {}

  record Completed(PlannedStep<?> step, Instant at, Duration time) implements StepEvent {}

  /**
   * Nothing came to an input that it needs, so it was not begun.
   *
   * @param reason which output stayed empty, and why
   */
  record Skipped(PlannedStep<?> step, Instant at, String reason) implements StepEvent {}

  record Failed(PlannedStep<?> step, Instant at, Duration time, ErrorCode code, String message)
      implements StepEvent {}
}
