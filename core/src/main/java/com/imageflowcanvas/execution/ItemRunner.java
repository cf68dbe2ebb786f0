package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.ExecutionEngine;
import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.engine.RunContext;
import com.imageflowcanvas.engine.RunResult;
import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectorSource;
import com.imageflowcanvas.pipeline.OutputOptions;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlannedStep;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes one image through a plan: decoded once, run in memory, each result encoded once.
 * Thread-safe; works on the caller's thread.
 */
public final class ItemRunner {
  private final ImageCodec codec;
  private final ImageIntake intake;
  private final ExecutionEngine engine;
  private final DetectorSource detectors;
  private final DetectionDocument document;
  private final Duration deadline;
  private final Clock clock;

  /**
   * @param deadline of the work on one image
   */
  public ItemRunner(
      ImageCodec codec,
      ImageIntake intake,
      ExecutionEngine engine,
      DetectorSource detectors,
      DetectionDocument document,
      Duration deadline,
      Clock clock) {
    this.codec = codec;
    this.intake = intake;
    this.engine = engine;
    this.detectors = detectors;
    this.document = document;
    this.deadline = deadline;
    this.clock = clock;
  }

  /**
   * @param pool of the worker whose thread this is
   */
  ItemOutcome run(
      PipelinePlan plan,
      String filename,
      byte[] data,
      RasterPool pool,
      Cancellation cancellation,
      Consumer<StepEvent> onStep)
      throws InterruptedException {
    ItemDeadline time = new ItemDeadline(deadline, cancellation);
    try (time;
        RunContext context =
            new RunContext(pool, detectors, time.cancellation(), intake.limits())) {
      // one that waited for its worker may have been cancelled meanwhile
      context.checkpoint();
      ImageHeader header = intake.check(data);
      Size upright = header.uprightSize();
      Raster image = codec.decode(data, header, plan.neededInput(upright), context);
      return switch (engine.run(plan, frame(image, upright), context, onStep)) {
        case RunResult.Completed completed ->
            new ItemOutcome.Made(
                header,
                encode(plan, completed, filename, upright),
                completed.detections(),
                context.modelsAsked());
        case RunResult.Failed failed ->
            new ItemOutcome.Failed(
                new Failure(failed.code(), failed.step().id() + ": " + failed.message()));
      };
    } catch (InterruptedException e) {
      if (time.isPassed() && !cancellation.isCancelled()) {
        return new ItemOutcome.Failed(time.failure());
      }
      throw e;
    } catch (ProblemException e) {
      return new ItemOutcome.Failed(new Failure(e.problem().code(), e.problem().detail()));
    }
  }

  private Frame frame(Raster image, Size upright) {
    Transform toSubmitted =
        Transform.scale(
            (double) upright.width() / image.width(), (double) upright.height() / image.height());
    return new Frame(image, Annotations.NONE, toSubmitted, clock.instant());
  }

  private List<ItemOutcome.Result> encode(
      PipelinePlan plan, RunResult.Completed run, String filename, Size upright) {
    if (run.results().isEmpty()) {
      throw new ProblemException(ErrorCode.STEP_FAILED, "the pipeline made no result");
    }
    OutputOptions output = plan.output();
    PlannedStep<?> documented = run.results().getFirst().step();
    List<ItemOutcome.Result> files = new ArrayList<>();
    for (RunResult.Result result : run.results()) {
      int ports = result.step().component().outputs().size();
      boolean withDocument = plan.givesDetections() && result.step() == documented;
      files.add(
          new ItemOutcome.Result(
              result.step().id(),
              result.number(),
              withDocument ? ports + 1 : ports,
              output.format().contentType(),
              output.format().extension(),
              codec.encode(result.frame().image(), output.format(), output.quality())));
    }
    if (plan.givesDetections()) {
      int ports = documented.component().outputs().size();
      files.add(
          new ItemOutcome.Result(
              documented.id(),
              ports,
              ports + 1,
              "application/json",
              "json",
              document.write(filename, upright, run.detections())));
    }
    return files;
  }
}
