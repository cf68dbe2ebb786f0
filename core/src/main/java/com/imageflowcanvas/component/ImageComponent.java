package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Frame;

/**
 * One image in, one image out: most components. Both ports have their usual name.
 *
 * @param <P> its parameters
 */
public interface ImageComponent<P extends Record> extends Component<P> {
  /** See {@link Component#apply(Inputs, Record, StepContext)}. */
  Frame apply(Frame input, P params, StepContext context)
      throws ComponentException, InterruptedException;

  @Override
  default Outputs apply(Inputs inputs, P params, StepContext context)
      throws ComponentException, InterruptedException {
    return Outputs.of(apply(inputs.first(), params, context));
  }
}
