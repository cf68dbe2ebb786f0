package com.imageflowcanvas.engine;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.pipeline.PlannedStep;
import java.util.List;

/** How the run of one image ended. */
public sealed interface RunResult {
  /**
   * @param results what the last steps made, in the order of the pipeline; their rasters live until
   *     the run's context is closed
   * @param detections of all results, each once, pixels of the submitted image
   */
  record Completed(List<Result> results, List<Detection> detections) implements RunResult {
    public Completed {
      results = List.copyOf(results);
      detections = List.copyOf(detections);
    }
  }

  /** A step failed; those that had not begun were skipped. */
  record Failed(PlannedStep<?> step, ErrorCode code, String message) implements RunResult {}

  /**
   * One output of a last step.
   *
   * @param number of the output among the step's, from 0
   */
  record Result(PlannedStep<?> step, int number, Frame frame) {}
}
