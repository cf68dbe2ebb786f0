package com.imageflowcanvas.execution;

import java.util.Locale;

/** Where one step of an execution is. */
public enum StepState {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  /** Nothing came to an input that it needs, for any image. */
  SKIPPED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
