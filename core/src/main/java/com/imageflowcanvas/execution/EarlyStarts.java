package com.imageflowcanvas.execution;

import com.imageflowcanvas.pipeline.Pipeline;
import java.util.Optional;

/** Where there is room, the work on an execution begins while it is still being accepted. */
@FunctionalInterface
public interface EarlyStarts {
  /** For a node that runs nothing. */
  EarlyStarts NONE = (execution, pipeline) -> Optional.empty();

  /**
   * Begins an execution whose images are still coming in; empty where others come first, or this
   * node has no room.
   *
   * @param execution as it will be accepted, its items still to come
   */
  Optional<EarlyStart> begin(Execution execution, Pipeline pipeline);
}
