package com.imageflowcanvas.execution;

/**
 * One attempt at an execution: while a stale one ends, the next may have begun.
 *
 * @param fence of the attempt
 */
record AttemptKey(ExecutionId id, long fence) {
  static AttemptKey of(Execution claimed) {
    return new AttemptKey(claimed.id(), claimed.attempt().fence());
  }
}
