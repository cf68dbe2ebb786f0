package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Port;
import java.util.List;

/**
 * A checked step: its component, its parameters, where its inputs come from.
 *
 * @param position in the pipeline's components, from 0
 * @param inputs in the order of its dependencies; see {@link ComponentDescriptor#input}
 * @param sink whether no other step takes an output of it, so that its outputs are results
 * @param many whether several frames may come to one of its inputs
 */
public record PlannedStep<P extends Record>(
    StepId id,
    int position,
    ComponentDescriptor<P> component,
    P params,
    List<Source> inputs,
    boolean sink,
    boolean many) {
  public PlannedStep {
    inputs = List.copyOf(inputs);
  }

  /** How many frames an output may carry: as many as come in, unless it says that it makes more. */
  public int mostFrames(Port output) {
    return many || output.many() ? Port.MOST_FRAMES : 1;
  }
}
