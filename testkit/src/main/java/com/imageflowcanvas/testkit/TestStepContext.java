package com.imageflowcanvas.testkit;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run of one step: given memory and detectors, a hand to cancel. */
public final class TestStepContext implements StepContext {
  private final Map<ModelName, Detector> detectors;
  private final RasterAllocator memory;
  private final TestCancellation cancellation = new TestCancellation();

  public TestStepContext(Map<ModelName, Detector> detectors, RasterAllocator memory) {
    this.detectors = Map.copyOf(detectors);
    this.memory = memory;
  }

  public TestStepContext(Map<ModelName, Detector> detectors) {
    this(detectors, Rasters.AUTO);
  }

  /** Without any model. */
  public TestStepContext() {
    this(Map.of());
  }

  public void cancel() {
    cancellation.cancel();
  }

  @Override
  public Raster allocate(int width, int height, PixelFormat format) {
    return memory.allocate(width, height, format);
  }

  @Override
  public Detector detector(ModelName name) throws ComponentException {
    Detector detector = detectors.get(name);
    if (detector == null) {
      throw new ComponentException(
          ErrorCode.MODEL_NOT_INSTALLED,
          "model: " + name + " is not installed (expected: one of " + detectors.keySet() + ")");
    }
    return detector;
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

  private static final class TestCancellation implements Cancellation {
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    void cancel() {
      cancelled = true;
      actions.forEach(Runnable::run);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public Registration onCancel(Runnable action) {
      if (cancelled) {
        action.run();
        return () -> {};
      }
      actions.add(action);
      return () -> actions.remove(action);
    }
  }
}
