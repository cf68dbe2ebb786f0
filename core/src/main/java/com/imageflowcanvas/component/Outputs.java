package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step makes, by port.
 *
 * @param frames a port that stays empty is absent, or has none
 * @param reasons why a port stayed empty, for people; not every empty port has one
 */
public record Outputs(Map<String, List<Frame>> frames, Map<String, String> reasons) {
  public Outputs {
    Map<String, List<Frame>> copies = new HashMap<>();
    frames.forEach((port, list) -> copies.put(port, List.copyOf(list)));
    frames = Map.copyOf(copies);
    reasons = Map.copyOf(reasons);
  }

  /** One frame at the usual output. */
  public static Outputs of(Frame frame) {
    return of(Port.IMAGE, frame);
  }

  public static Outputs of(String port, Frame frame) {
    return of(port, List.of(frame));
  }

  public static Outputs of(String port, List<Frame> frames) {
    return new Outputs(Map.of(port, frames), Map.of());
  }

  /** The same with these frames at another port. */
  public Outputs with(String port, List<Frame> more) {
    Map<String, List<Frame>> all = new HashMap<>(frames);
    all.put(port, more);
    return new Outputs(all, reasons);
  }

  /**
   * The same with a reason why a port stays empty.
   *
   * @param reason value and expectation, for example {@code count: 0 (expected: at least 1)}
   */
  public Outputs empty(String port, String reason) {
    Map<String, String> all = new HashMap<>(reasons);
    all.put(port, reason);
    return new Outputs(frames, all);
  }

  public List<Frame> at(String port) {
    return frames.getOrDefault(port, List.of());
  }

  /** Why a port stayed empty. */
  public Optional<String> reason(String port) {
    return Optional.ofNullable(reasons.get(port));
  }
}
