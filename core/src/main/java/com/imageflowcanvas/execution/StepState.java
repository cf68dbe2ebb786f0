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

  /** Whether nothing is left to do of it, and nothing went wrong. */
  public boolean hasEndedWell() {
    return this == COMPLETED || this == SKIPPED;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
