package com.imageflowcanvas.image;

import java.util.Optional;

/**
 * Who said something about an image. The run fills it in: a component leaves it at {@link
 * #UNKNOWN}.
 *
 * @param step id of the step of the pipeline
 * @param model name of the model that the step asked; empty where it asked none or several
 */
public record Origin(Optional<String> step, Optional<String> model) {
  public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());

  public static Origin of(String step, Optional<String> model) {
    return new Origin(Optional.of(step), model);
  }
}
