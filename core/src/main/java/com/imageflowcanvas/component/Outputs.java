package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Frame;
import java.util.Map;
import java.util.Optional;

/** What a step makes, by port; a port that stays empty is absent. */
public record Outputs(Map<String, Frame> frames) {
  /** Name of the default output where a component declares no other. */
  public static final String DEFAULT_PORT = "image";

  public Outputs {
    frames = Map.copyOf(frames);
  }

  public static Outputs of(Frame frame) {
    return new Outputs(Map.of(DEFAULT_PORT, frame));
  }

  public Optional<Frame> at(String port) {
    return Optional.ofNullable(frames.get(port));
  }
}
