package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * Stops one run and never the next one that uses the same options: a cancellation may come from
 * another thread when the run has just ended.
 */
final class Terminator {
  private final RunOptions options;
  private boolean running = true;
  private boolean stopped;

  Terminator(RunOptions options) {
    this.options = options;
  }

  synchronized void stop() {
    if (running && !stopped) {
      stopped = true;
      terminate(true);
    }
  }

  /** From here on stopping does nothing, and the options can be used again. */
  synchronized void end() {
    running = false;
    if (stopped) {
      terminate(false);
    }
  }

  synchronized boolean hasStopped() {
    return stopped;
  }

  private void terminate(boolean value) {
    try {
      options.setTerminate(value);
    } catch (OrtException e) {
      throw new IllegalStateException("stopping a run of ONNX Runtime", e);
    }
  }
}
