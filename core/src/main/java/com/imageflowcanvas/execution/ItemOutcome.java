package com.imageflowcanvas.execution;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.pipeline.StepId;
import java.util.List;

/** How the run of one item ended, before anything was stored. */
sealed interface ItemOutcome {
  /**
   * @param header of the image
   * @param models that were asked
   */
  record Made(
      ImageHeader header, List<Result> results, List<Detection> detections, List<ModelInfo> models)
      implements ItemOutcome {}

  record Failed(Failure failure) implements ItemOutcome {}

  /**
   * A result file's bytes.
   *
   * @param number of the file among the item's of that step, from 0
   * @param perItem how many files each item has of that step
   */
  record Result(
      StepId step, int number, int perItem, String contentType, String extension, byte[] data) {}
}
