package com.imageflowcanvas.model;

import java.util.List;
import java.util.function.Predicate;

/** Answers who needs a model. */
@FunctionalInterface
public interface ModelUse {
  /**
   * Names of the pipelines that name a model or alias so.
   *
   * @param named tells whether a name, as written in a pipeline, is meant
   */
  List<String> pipelinesNaming(Predicate<String> named);
}
