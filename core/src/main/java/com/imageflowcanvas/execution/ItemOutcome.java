package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.pipeline.PlannedResult;
import com.imageflowcanvas.pipeline.StepId;
import java.util.List;
import java.util.Optional;

/** How the run of one item ended, before anything was stored. */
sealed interface ItemOutcome {
  /**
   * @param header of the image
   * @param models that were asked
   * @param room for the results' bytes, held until this is closed
   */
  record Made(
      ImageHeader header,
      List<Result> results,
      List<Detection> detections,
      List<ModelInfo> models,
      Optional<ByteBudget.Share> room)
      implements ItemOutcome, AutoCloseable {
    /** Of all results together. */
    long bytes() {
      return results.stream().mapToLong(result -> result.data().length).sum();
    }

    Made holding(ByteBudget.Share taken) {
      return new Made(header, results, detections, models, Optional.of(taken));
    }

    /** The results are written, or never will be. */
    @Override
    public void close() {
      room.ifPresent(ByteBudget.Share::close);
    }
  }

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
