package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.image.Size;
import java.util.Comparator;
import java.util.List;

/**
 * A pipeline checked against the catalog: ordered, bound, impossible to be invalid. Immutable.
 *
 * @param steps in an order in which every step comes after those it takes inputs from
 * @param output how results are written
 */
public record PipelinePlan(
    PipelineId pipeline, int version, List<PlannedStep<?>> steps, OutputOptions output) {
  public PipelinePlan {
    steps = List.copyOf(steps);
  }

  /** The steps as their author listed them. */
  public List<PlannedStep<?>> inAuthorsOrder() {
    return steps.stream()
        .<PlannedStep<?>>map(step -> step)
        .sorted(Comparator.comparingInt(PlannedStep::position))
        .toList();
  }

  public boolean givesDetections() {
    return steps.stream().anyMatch(step -> step.component().givesDetections());
  }

  /** The smallest submitted image, in px, that all its first steps can live with. */
  public Size neededInput(Size full) {
    return steps.stream()
        .filter(step -> step.inputs().stream().anyMatch(Source.Submitted.class::isInstance))
        .map(step -> needed(step, full))
        .reduce(Size::max)
        .orElse(full);
  }

  private static <P extends Record> Size needed(PlannedStep<P> step, Size full) {
    return step.component().component().neededInput(step.params(), full);
  }
}
