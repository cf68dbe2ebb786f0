package com.imageflowcanvas.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One component of a pipeline as its author wrote it; not yet checked.
 *
 * @param id the author's name for it, unique in the pipeline
 * @param name for people
 * @param parameters JSON values by key
 * @param dependencies {@code $input}, {@code <id>} or {@code <id>:<port>}, in the order of the
 *     component's inputs
 * @param position where the canvas shows it
 */
public record Step(
    String id,
    String name,
    String componentType,
    Map<String, Object> parameters,
    List<String> dependencies,
    Optional<Position> position) {

  /** The dependency that stands for the submitted image. */
  public static final String INPUT = "$input";

  public Step {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    dependencies = List.copyOf(dependencies);
  }

  /** A place on the canvas, in its own units. */
  public record Position(double x, double y) {}
}
