package com.imageflowcanvas.pipeline;

/**
 * A place for results, fixed when the pipeline is compiled: whatever comes out of a run, no two
 * results of an execution share a number.
 *
 * @param port output of the step; {@link #DOCUMENT} for the document of what was found
 * @param firstSlot number of its first result among those of the step and one image, from 0
 * @param slots how many results it may have for one image
 * @param perImage how many slots the step has for one image
 */
public record PlannedResult(
    PlannedStep<?> step, String port, int firstSlot, int slots, int perImage) {
  /** Not the name of an output: those are in lower case. */
  public static final String DOCUMENT = "DOCUMENT";

  /**
   * The number of a result among all of the step in one execution.
   *
   * @param image its index in the execution, from 0
   * @param nth the frame at the port, from 0
   */
  public int number(int image, int nth) {
    if (nth < 0 || nth >= slots) {
      throw new IllegalArgumentException(
          step.id() + ":" + port + ": result " + nth + " (expected: 0.." + (slots - 1) + ")");
    }
    return image * perImage + firstSlot + nth;
  }
}
