package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.RunListener;
import com.imageflowcanvas.engine.RunResult;
import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.file.HeldBytes;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.pipeline.OutputOptions;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlannedResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Encodes what the run of one image makes, when it is made. Belongs to one thread. */
final class ItemResults implements RunListener {
  private final ImageCodec codec;
  private final DetectionDocument document;
  private final PipelinePlan plan;
  private final String filename;
  private final ImageHeader header;
  private final HeldBytes submitted;
  private final ItemRunner.Listener listener;
  private final List<ItemOutcome.Result> files = new ArrayList<>();

  ItemResults(
      ImageCodec codec,
      DetectionDocument document,
      PipelinePlan plan,
      String filename,
      ImageHeader header,
      HeldBytes submitted,
      ItemRunner.Listener listener) {
    this.codec = codec;
    this.document = document;
    this.plan = plan;
    this.filename = filename;
    this.header = header;
    this.submitted = submitted;
    this.listener = listener;
  }

  @Override
  public void onDecoded() {
    submitted.close();
  }

  @Override
  public void onStep(StepEvent event) {
    listener.onStep(event);
  }

  @Override
  public void onResult(PlannedResult place, int nth, Frame frame) {
    OutputOptions output = plan.output();
    files.add(
        new ItemOutcome.Result(
            place,
            nth,
            output.format().contentType(),
            output.format().extension(),
            codec.encode(frame.image(), output.format(), output.quality())));
  }

  /** All that the image's run has made, in the order of the pipeline. */
  ItemOutcome.Made made(RunResult.Completed run, List<ModelInfo> models) {
    List<Detection> detections = run.said().detections();
    files.sort(
        Comparator.<ItemOutcome.Result>comparingInt(result -> result.place().step().position())
            .thenComparingInt(result -> result.place().firstSlot() + result.nth()));
    plan.document().ifPresent(place -> files.add(document(place, detections)));
    return new ItemOutcome.Made(header, files, detections, models, Optional.empty());
  }

  private ItemOutcome.Result document(PlannedResult place, List<Detection> detections) {
    byte[] written = document.write(filename, header.uprightSize(), detections);
    return new ItemOutcome.Result(place, 0, "application/json", "json", written);
  }
}
