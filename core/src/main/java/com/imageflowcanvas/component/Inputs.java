package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Frame;
import java.util.List;

/** The frames that arrive at a step, in the order of its dependencies; at least one. */
public record Inputs(List<Frame> frames) {
  public Inputs {
    frames = List.copyOf(frames);
  }

  public Frame first() {
    return frames.getFirst();
  }
}
