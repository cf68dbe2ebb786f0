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

/** What one run works with. Belongs to one thread. */
public final class RunContext implements StepContext, AutoCloseable {
  private final RasterPool.Run memory;
  private final DetectorSource models;
  private final Cancellation cancellation;
  private final ImageLimits limits;
  private final Set<ModelInfo> asked = new LinkedHashSet<>();

  public RunContext(
      RasterPool pool, DetectorSource models, Cancellation cancellation, ImageLimits limits) {
    this.memory = pool.open();
    this.models = models;
    this.cancellation = cancellation;
    this.limits = limits;
  }

  @Override
  public Raster allocate(int width, int height, PixelFormat format) {
    return memory.allocate(width, height, format);
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
