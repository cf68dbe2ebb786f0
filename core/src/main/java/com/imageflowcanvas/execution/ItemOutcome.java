package com.imageflowcanvas.execution;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.pipeline.PlannedResult;
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
   * @param place in the plan
   * @param nth of the files at this place, from 0
   */
  record Result(PlannedResult place, int nth, String contentType, String extension, byte[] data) {
    StepId step() {
      return place.step().id();
    }
  }
}
