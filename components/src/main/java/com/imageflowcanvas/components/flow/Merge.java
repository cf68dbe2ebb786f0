package com.imageflowcanvas.components.flow;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;

/** Brings ways together again that a switch has parted. */
@ComponentInfo(
    id = "merge",
    category = "flow",
    title = "Merge",
    titleJa = "合流",
    text =
        "Goes on with the first of its inputs that something comes to, in the order of its"
            + " dependencies; what comes to the others is left out.",
    textJa = "入力のうち、依存関係の順で最初に画像が届いたものを先へ送ります。ほかの入力に届いたものは使いません。",
    inputs = @Port(name = "images", many = true, optional = true))
public final class Merge implements Component<Merge.Params> {

  /** None. */
  public record Params() {}

  @Override
  public Outputs apply(Inputs inputs, Params params, StepContext context)
      throws ComponentException {
    for (Inputs.Arrival arrival : inputs.arrivals()) {
      if (!arrival.frames().isEmpty()) {
        return Outputs.of(Port.IMAGE, arrival.frames());
      }
    }
    throw new ComponentException("nothing came (expected: an image at one input)");
  }
}
