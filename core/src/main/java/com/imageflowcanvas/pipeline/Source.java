package com.imageflowcanvas.pipeline;

/** Where an input of a planned step comes from. */
public sealed interface Source {
  /** The submitted image. */
  record Submitted() implements Source {}

  /**
   * An output of another step.
   *
   * @param step position of that step in the pipeline's components
   */
  record Output(int step, String port) implements Source {}
}
