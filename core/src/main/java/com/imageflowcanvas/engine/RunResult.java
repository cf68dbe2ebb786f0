package com.imageflowcanvas.engine;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Annotations;

/** How the run of one image ended. */
public sealed interface RunResult {
  /**
   * At least one result came out; the listener has them.
   *
   * @param said of all results, each once, whoever said it; detections the most confident first
   */
  record Completed(Annotations said) implements RunResult {}

  /**
   * A step failed, and the others had not begun or do not count; or nothing came out of any last
   * step.
   *
   * @param code NO_RESULT when nothing came out
   * @param message names the step, and the condition that closed the way
   */
  record Failed(ErrorCode code, String message) implements RunResult {}
}
