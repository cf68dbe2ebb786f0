package com.imageflowcanvas.server.json;

import java.time.Duration;

/** Durations as the wire tells them: milliseconds with their fraction. */
public final class Milliseconds {
  private Milliseconds() {}

  /** Milliseconds, to the microsecond, so that a step of 0.4 ms does not become 0. */
  public static double of(Duration duration) {
    return duration.toNanos() / 1_000 / 1e3;
  }
}
