package com.imageflowcanvas.execution;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an execution, or one of its items, is. */
public enum ExecutionState {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  public boolean isTerminal() {
    return this != PENDING && this != RUNNING;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ExecutionState> ofWireName(String name) {
    return Arrays.stream(values()).filter(state -> state.wireName().equals(name)).findFirst();
  }
}
