package com.imageflowcanvas.component;

import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;

/** What a component may ask of the run it works in. Belongs to one run and one thread. */
public interface StepContext extends RasterAllocator {
  /**
   * The detector of that name or alias.
   *
   * @throws ComponentException when no such model is installed
   */
  Detector detector(ModelName name) throws ComponentException;

  /**
   * Call it in long loops.
   *
   * @throws InterruptedException when the run was cancelled or its deadline has passed
   */
  void checkpoint() throws InterruptedException;

  /** For work that can be stopped from outside, such as inference. */
  Cancellation cancellation();
}
