package com.imageflowcanvas.model;

import java.util.Optional;

/** Answers whether a model can be named. Thread-safe. */
@FunctionalInterface
public interface InstalledModels {
  /**
   * Empty when a model or alias of that name is installed; else a sentence for the user: what was
   * asked for, what is installed, how to install one.
   */
  Optional<String> missing(String nameOrAlias);
}
