package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentType;

/** {@code {component_type}-step-{i}}, i = the position in the pipeline's components, from 0. */
public record StepId(String value) {
  public static StepId of(ComponentType type, int position) {
    return new StepId(type.value() + "-step-" + position);
  }

  @Override
  public String toString() {
    return value;
  }
}
