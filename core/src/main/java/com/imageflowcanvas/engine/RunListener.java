package com.imageflowcanvas.engine;

/** What a run of one image tells on its way, on the run's thread. */
public interface RunListener {
  /** The image is decoded; its file is not looked at any more. */
  default void onDecoded() {}

  /** A step begins or has ended; must not throw. */
  void onStep(StepEvent event);

  /** A result is there; its raster lives until this returns. */
  void onResult(RunResult.Result result) throws InterruptedException;
}
