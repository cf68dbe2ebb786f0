package com.imageflowcanvas.pipeline;

/** Answers whether a pipeline is needed by work that has not ended. */
@FunctionalInterface
public interface PipelineUse {
  boolean isInUse(PipelineId pipeline);
}
