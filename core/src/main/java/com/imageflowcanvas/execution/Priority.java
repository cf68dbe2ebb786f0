package com.imageflowcanvas.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How urgent an execution is. Its rank in the queue is the time of its acceptance less a head
 * start, so a waiting low one is overtaken only by what came within the head start, and even then
 * it gets its share: see {@link ExecutionDispatcher}. None is starved.
 */
public enum Priority {
  LOW(Duration.ZERO, Duration.ZERO),
  NORMAL(Duration.ofHours(1), Duration.ofSeconds(15)),
  HIGH(Duration.ofDays(1), Duration.ofMinutes(1));

  private final Duration headStart;
  private final Duration headStartAtWorkers;

  Priority(Duration headStart, Duration headStartAtWorkers) {
    this.headStart = headStart;
    this.headStartAtWorkers = headStartAtWorkers;
  }

  /** Of its images before others that wait for a worker; short, for those are few. */
  Duration headStartAtWorkers() {
    return headStartAtWorkers;
  }

  /** Order in the queue, microseconds; the least goes first. */
  public long rank(Instant acceptedAt) {
    Instant from = acceptedAt.minus(headStart);
    return from.getEpochSecond() * 1_000_000 + from.getNano() / 1_000;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Priority> ofWireName(String name) {
    return switch (name) {
      case "low" -> Optional.of(LOW);
      case "normal" -> Optional.of(NORMAL);
      case "high" -> Optional.of(HIGH);
      default -> Optional.empty();
    };
  }
}
