package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.DetectorSource;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** What one run works with. Belongs to one thread. */
public final class RunContext implements StepContext, AutoCloseable {
  private final RasterPool.Run memory;
  private final CpuGate.Permit permit;
  private final DetectorSource models;
  private final Cancellation cancellation;
  private final ImageLimits limits;
  private final Set<ModelInfo> asked = new LinkedHashSet<>();

  /**
   * @param permit of the thread that runs; given back by its owner
   */
  public RunContext(
      RasterPool pool,
      CpuGate.Permit permit,
      DetectorSource models,
      Cancellation cancellation,
      ImageLimits limits) {
    this.memory = pool.open(permit, cancellation);
    this.permit = permit;
    this.models = models;
    this.cancellation = cancellation;
    this.limits = limits;
  }

  /**
   * @throws ProblemException IMAGE_TOO_LARGE when this run would hold more than one may
   * @throws CancellationException when the run was cancelled while it waited for memory
   */
  @Override
  public Raster allocate(int width, int height, PixelFormat format) {
    try {
      return memory.allocate(width, height, format);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  /** Components' allocations tell of no interrupt; {@link FrameRunner} makes it one again. */
  private static CancellationException stopped(InterruptedException e) {
    CancellationException stopped = new CancellationException("stopped while waiting for memory");
    stopped.initCause(e);
    return stopped;
  }

  @Override
  public Detector detector(ModelName name) throws ComponentException {
    try {
      Detector detector = models.detector(name);
      asked.add(detector.info());
      return detector;
    } catch (ProblemException e) {
      throw new ComponentException(e.problem().code(), e.problem().detail());
    }
  }

  @Override
  public void checkpoint() throws InterruptedException {
    if (cancellation.isCancelled()) {
      throw new InterruptedException("cancelled");
    }
    permit.yieldToLive();
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  /** The models that steps have asked for, as they were then. */
  public List<ModelInfo> modelsAsked() {
    return List.copyOf(asked);
  }

  ImageLimits limits() {
    return limits;
  }

  RasterPool.Run memory() {
    return memory;
  }

  @Override
  public void close() {
    memory.close();
  }
}
