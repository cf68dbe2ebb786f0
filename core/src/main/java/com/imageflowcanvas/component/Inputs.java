package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Frame;
import java.util.List;

/**
 * What arrives at a step, in the order of its dependencies; at least one frame. A port that is not
 * {@link Port#many()} brings at most one frame.
 */
public record Inputs(List<Arrival> arrivals) {
  public Inputs {
    arrivals = List.copyOf(arrivals);
  }

  /** One frame at the usual input. */
  public static Inputs of(Frame frame) {
    return new Inputs(List.of(new Arrival(Port.IMAGE, List.of(frame))));
  }

  /** The first frame that has come, at whatever port. */
  public Frame first() {
    return arrivals.stream().flatMap(a -> a.frames().stream()).findFirst().orElseThrow();
  }

  /** All frames that came to a port; none where an optional one stayed empty. */
  public List<Frame> frames(String port) {
    return arrivals.stream()
        .filter(arrival -> arrival.port().equals(port))
        .flatMap(arrival -> arrival.frames().stream())
        .toList();
  }

  /** The first frame at a port that must not stay empty. */
  public Frame frame(String port) {
    return frames(port).getFirst();
  }

  /**
   * What one dependency of the step has brought.
   *
   * @param port it is connected to
   */
  public record Arrival(String port, List<Frame> frames) {
    public Arrival {
      frames = List.copyOf(frames);
    }
  }
}
