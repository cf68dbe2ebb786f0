package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Size;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline checked against the catalog: ordered, bound, impossible to be invalid. Immutable.
 *
 * @param steps in an order in which every step comes after those it takes inputs from
 * @param output how results are written
 * @param results the places for images that come out of the last steps, in the order of the author
 * @param document the place for the document of what was found; empty where no step finds anything
 */
public record PipelinePlan(
    PipelineId pipeline,
    int version,
    List<PlannedStep<?>> steps,
    OutputOptions output,
    List<PlannedResult> results,
    Optional<PlannedResult> document) {
  private static final Logger log = LoggerFactory.getLogger(PipelinePlan.class);

  public PipelinePlan {
    steps = List.copyOf(steps);
    results = List.copyOf(results);
  }

  static PipelinePlan of(
      PipelineId pipeline, int version, List<PlannedStep<?>> steps, OutputOptions output) {
    ResultPlaces places = ResultPlaces.of(steps);
    return new PipelinePlan(pipeline, version, steps, output, places.results(), places.document());
  }

  /** The steps as their author listed them. */
  public List<PlannedStep<?>> inAuthorsOrder() {
    return steps.stream()
        .<PlannedStep<?>>map(step -> step)
        .sorted(Comparator.comparingInt(PlannedStep::position))
        .toList();
  }

  /** The places for what comes out of one step; none unless it is a last one. */
  public List<PlannedResult> resultsOf(PlannedStep<?> step) {
    return results.stream().filter(result -> result.step().position() == step.position()).toList();
  }

  /**
   * The smallest submitted image, in px, that all its first steps can live with.
   *
   * @throws ProblemException INTERNAL when a component cannot say
   */
  public Size neededInput(Size full) {
    return steps.stream()
        .filter(step -> step.inputs().stream().anyMatch(Source.Submitted.class::isInstance))
        .map(step -> needed(step, full))
        .reduce(Size::max)
        .orElse(full);
  }

  private static <P extends Record> Size needed(PlannedStep<P> step, Size full) {
    try {
      Size needed = step.component().component().neededInput(step.params(), full);
      return new Size(
          Math.clamp(needed.width(), 1, full.width()),
          Math.clamp(needed.height(), 1, full.height()));
    } catch (RuntimeException e) {
      log.error("step {} failed unexpectedly", step.id(), e);
      throw new ProblemException(ErrorCode.INTERNAL, step.id() + ": the component broke down");
    }
  }
}
