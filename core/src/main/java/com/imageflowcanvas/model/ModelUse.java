package com.imageflowcanvas.model;

import java.util.List;
import java.util.function.Predicate;

/** Answers who needs a model. */
@FunctionalInterface
public interface ModelUse {
  /**
   * What names a model or alias so, for people: {@code pipeline blur-faces}. Where there is much,
   * some of it.
   *
   * @param named tells whether a name, as it was written, is meant
   */
  List<String> naming(Predicate<String> named);
}
