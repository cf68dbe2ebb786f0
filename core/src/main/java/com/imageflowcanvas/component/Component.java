package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Size;
import java.util.Set;

/**
 * The general form of a component: frames arrive at its inputs and leave by its outputs, which its
 * {@link ComponentInfo} declares. Found by {@link java.util.ServiceLoader}; the class has a nested
 * {@code record Params} whose components carry {@link Param}.
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
   * limits is refused before anything is allocated. A component is held to it unless its first
   * input or its default output takes {@link Port#many()}.
   */
  default Size outputSize(P params, Size input) {
    return input;
  }

  /** What its first input needs with these parameters, besides what that port always does. */
  default Set<Annotations.Kind> needs(P params) {
    return Set.of();
  }
}
