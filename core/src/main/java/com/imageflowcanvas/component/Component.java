package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Size;

/**
 * The general form of a component: inputs in the order of a pipeline's {@code dependencies}, named
 * outputs. Found by {@link java.util.ServiceLoader}; the class carries {@link ComponentInfo} and
 * has a nested {@code record Params} whose components carry {@link Param}.
 *
 * @param <P> its parameters
 */
public interface Component<P extends Record> {
  /**
   * Pure and thread-safe: same inputs and parameters, same outputs; never writes to an input.
   *
   * @throws ComponentException when it cannot do its work on this image
   * @throws InterruptedException when the run was cancelled or its deadline has passed
   */
  Outputs apply(Inputs inputs, P params, StepContext context)
      throws ComponentException, InterruptedException;

  /**
   * The smallest input, in px, that gives as good a result as the full one, so that the decoder can
   * shrink while it loads. Most components need all of it.
   */
  default Size neededInput(P params, Size full) {
    return full;
  }

  /**
   * The size of the default output for an input of this size, in px, so that a result over the
   * limits is refused before anything is allocated.
   */
  default Size outputSize(P params, Size input) {
    return input;
  }
}
