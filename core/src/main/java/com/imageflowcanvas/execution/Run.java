package com.imageflowcanvas.execution;

import java.util.concurrent.CompletionStage;

/** One attempt that is under way. Thread-safe. */
public interface Run {
  /** How it ends; never completes exceptionally. */
  CompletionStage<RunOutcome> outcome();

  /** Stops this attempt, and no other, at its next checkpoint; the first reason counts. */
  void stop(StopReason why);
}
