package com.imageflowcanvas.component;

/**
 * Id of a component, as pipelines name it in {@code component_type}, for example {@code resize}.
 */
public record ComponentType(String value) {
  @Override
  public String toString() {
    return value;
  }
}
