package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.ExecutionEngine;
import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.engine.RunContext;
import com.imageflowcanvas.engine.RunListener;
import com.imageflowcanvas.engine.RunResult;
import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectorSource;
import com.imageflowcanvas.pipeline.OutputOptions;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlannedResult;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
      Encoding encoding = new Encoding(codec, plan.output(), onStep);
      return switch (engine.run(plan, frame(image, upright), context, encoding)) {
        case RunResult.Completed completed -> {
          List<Detection> detections = completed.said().detections();
          List<ItemOutcome.Result> results = encoding.inAuthorsOrder();
          plan.document()
              .map(place -> document(place, filename, upright, detections))
              .ifPresent(results::add);
          yield new ItemOutcome.Made(header, results, detections, context.modelsAsked());
        }
        case RunResult.Failed failed ->
            new ItemOutcome.Failed(new Failure(failed.code(), failed.message()));
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

  private ItemOutcome.Result document(
      PlannedResult place, String filename, Size upright, List<Detection> detections) {
    return new ItemOutcome.Result(
        place, 0, "application/json", "json", document.write(filename, upright, detections));
  }

  /** Encodes each result as it comes, so that no raster waits for the end of the run. */
  private record Encoding(
      ImageCodec codec,
      OutputOptions output,
      Consumer<StepEvent> steps,
      List<ItemOutcome.Result> results)
      implements RunListener {

    Encoding(ImageCodec codec, OutputOptions output, Consumer<StepEvent> steps) {
      this(codec, output, steps, new ArrayList<>());
    }

    @Override
    public void onStep(StepEvent event) {
      steps.accept(event);
    }

    @Override
    public void onResult(PlannedResult place, int nth, Frame frame) {
      ImageFormat format = output.format();
      results.add(
          new ItemOutcome.Result(
              place,
              nth,
              format.contentType(),
              format.extension(),
              codec.encode(frame.image(), format, output.quality())));
    }

    List<ItemOutcome.Result> inAuthorsOrder() {
      List<ItemOutcome.Result> sorted = new ArrayList<>(results);
      sorted.sort(
          Comparator.<ItemOutcome.Result>comparingInt(result -> result.place().step().position())
              .thenComparingInt(result -> result.place().firstSlot() + result.nth()));
      return sorted;
    }
  }
}
