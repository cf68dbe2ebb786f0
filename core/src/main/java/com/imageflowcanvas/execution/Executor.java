package com.imageflowcanvas.execution;

import java.util.Optional;
import java.util.function.Consumer;

/** Runs attempts at executions, in this process or on another node. Thread-safe. */
public interface Executor {
  /**
   * Starts an attempt and does not wait for it. What hinders it is told by its outcome, never
   * thrown.
   *
   * @param news told of this attempt as it goes on, one at a time; a sign of life too: it comes at
   *     least every third of a lease for as long as the run lives
   */
  Run start(Assignment assignment, Consumer<RunNews> news);

  /**
   * Starts an attempt whose images are still coming in; empty where this executor cannot.
   *
   * @param assignment without items
   */
  default Optional<OpenRun> open(Assignment assignment) {
    return Optional.empty();
  }
}
