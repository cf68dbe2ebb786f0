package com.imageflowcanvas.engine;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectorSource;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.time.Clock;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Takes one encoded image through a plan: decoded once, as small as the plan can live with, then
 * run in memory. The same for an image of a batch and for a frame of a stream. Thread-safe; works
 * on the caller's thread.
 */
public final class FrameRunner {
  private final ImageCodec codec;
  private final ExecutionEngine engine;
  private final RasterPool rasters;
  private final DetectorSource models;
  private final ImageLimits limits;
  private final Clock clock;

  public FrameRunner(
      ImageCodec codec,
      ExecutionEngine engine,
      RasterPool rasters,
      DetectorSource models,
      ImageLimits limits,
      Clock clock) {
    this.codec = codec;
    this.engine = engine;
    this.rasters = rasters;
    this.models = models;
    this.limits = limits;
    this.clock = clock;
  }

  public ImageCodec codec() {
    return codec;
  }

  /**
   * @param data the file, asked for once and not kept when it is decoded; its header was checked
   *     against the limits
   * @param permit held by this thread
   * @param listener told on this thread, results while their rasters live
   * @throws ProblemException IMAGE_CORRUPT when it cannot be decoded, IMAGE_TOO_LARGE
   * @throws InterruptedException when cancelled
   */
  public FrameResult run(
      PipelinePlan plan,
      Supplier<byte[]> data,
      ImageHeader header,
      CpuGate.Permit permit,
      Cancellation cancellation,
      RunListener listener)
      throws InterruptedException {
    try (RunContext context = new RunContext(rasters, permit, models, cancellation, limits)) {
      // one that waited for its turn may have been cancelled meanwhile
      context.checkpoint();
      Frame submitted = decode(plan, data, header, context);
      listener.onDecoded();
      RunResult result = engine.run(plan, submitted, context, listener);
      return new FrameResult(result, context.modelsAsked());
    } catch (CancellationException e) {
      InterruptedException stopped = new InterruptedException(e.getMessage());
      stopped.initCause(e);
      throw stopped;
    }
  }

  private Frame decode(
      PipelinePlan plan, Supplier<byte[]> data, ImageHeader header, RunContext context) {
    Size upright = header.uprightSize();
    Raster image = codec.decode(data.get(), header, plan.neededInput(upright), context);
    Transform toSubmitted =
        Transform.scale(
            (double) upright.width() / image.width(), (double) upright.height() / image.height());
    return new Frame(image, Annotations.NONE, toSubmitted, clock.instant());
  }
}
