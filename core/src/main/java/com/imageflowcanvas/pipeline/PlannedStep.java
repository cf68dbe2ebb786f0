package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import java.util.List;

/**
 * A checked step: its component, its parameters, where its inputs come from.
 *
 * @param position in the pipeline's components, from 0
 * @param sink whether no other step takes an output of it, so that its outputs are results
 */
public record PlannedStep<P extends Record>(
    StepId id,
    int position,
    ComponentDescriptor<P> component,
    P params,
    List<Source> inputs,
    boolean sink) {
  public PlannedStep {
    inputs = List.copyOf(inputs);
  }
}
