package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.Origin;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.pipeline.StepId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a component may ask of its run while one step works; remembers what it has asked. */
final class StepWork implements StepContext {
  private final RunContext run;
  private final StepId step;
  private final Set<Long> allocated = new HashSet<>();
  private final Set<ModelName> asked = new HashSet<>();

  StepWork(RunContext run, StepId step) {
    this.run = run;
    this.step = step;
  }

  @Override
  public Raster allocate(int width, int height, PixelFormat format) {
    run.limits().checkSize(width, height, "raster");
    Raster raster = run.allocate(width, height, format);
    allocated.add(raster.pixels().address());
    return raster;
  }

  @Override
  public Detector detector(ModelName name) throws ComponentException {
    Detector detector = run.detector(name);
    asked.add(detector.info().name());
    return detector;
  }

  @Override
  public void checkpoint() throws InterruptedException {
    run.checkpoint();
  }

  @Override
  public Cancellation cancellation() {
    return run.cancellation();
  }

  ImageLimits limits() {
    return run.limits();
  }

  /** Whether the step was given this memory. */
  boolean allocated(Raster raster) {
    return allocated.contains(raster.pixels().address());
  }

  /** The frame, in which whatever nobody has said before comes from this step. */
  Frame signed(Frame frame) {
    Optional<String> model =
        asked.size() == 1 ? asked.stream().findFirst().map(ModelName::value) : Optional.empty();
    return frame.withAnnotations(frame.annotations().from(Origin.of(step.value(), model)));
  }
}
