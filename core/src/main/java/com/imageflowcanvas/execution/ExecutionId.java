package com.imageflowcanvas.execution;

import com.imageflowcanvas.id.TimeOrderedUuid;

/** Id of an execution: a UUID as text. */
public record ExecutionId(String value) {
  public static ExecutionId next() {
    return new ExecutionId(TimeOrderedUuid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
