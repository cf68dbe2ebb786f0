package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.id.TimeOrderedUuid;

/** Id of a pipeline: a UUID as text. */
public record PipelineId(String value) {
  public static PipelineId next() {
    return new PipelineId(TimeOrderedUuid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
