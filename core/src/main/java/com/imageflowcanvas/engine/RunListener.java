package com.imageflowcanvas.engine;

import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.pipeline.PlannedResult;

/** Follows a run, on its thread. */
public interface RunListener {
  /** The image is decoded; its file is not looked at any more. Must not throw. */
  default void onDecoded() {}

  /** Must not throw. */
  void onStep(StepEvent event);

  /**
   * A result has come out: encode it now, for its raster is given back when no later step needs it.
   * Results come in the order in which their steps end. What this throws ends the run and is thrown
   * on.
   *
   * @param place of the result in the plan
   * @param nth of the frames at this place, from 0
   */
  void onResult(PlannedResult place, int nth, Frame frame) throws InterruptedException;
}
