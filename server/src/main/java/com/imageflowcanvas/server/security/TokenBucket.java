package com.imageflowcanvas.server.security;

import java.time.Duration;

/** Lets so many requests pass at once, and refills at a steady rate. Thread-safe. */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final int capacity;
  private double tokens;
  private long refilledAt;

  /**
   * @param now by {@link System#nanoTime()}, as everywhere here
   */
  TokenBucket(int perSecond, int capacity, long now) {
    this.perSecond = perSecond;
    this.capacity = capacity;
    this.tokens = capacity;
    this.refilledAt = now;
  }

  /** Takes one token if there is one. */
  synchronized Take take(long now) {
    refill(now);
    boolean allowed = tokens >= 1;
    if (allowed) {
      tokens--;
    }
    return new Take(allowed, capacity, (int) tokens, time(capacity - tokens), time(1 - tokens));
  }

  /** Whether nobody has taken anything for long enough that it can be forgotten. */
  synchronized boolean isFull(long now) {
    refill(now);
    return tokens >= capacity;
  }

  private void refill(long now) {
    double added = Math.max(0, now - refilledAt) / NANOS_PER_SECOND * perSecond;
    tokens = Math.min(capacity, tokens + added);
    refilledAt = now;
  }

  private Duration time(double missing) {
    return Duration.ofMillis((long) Math.ceil(Math.max(0, missing) / perSecond * 1000));
  }

  /**
   * @param limit requests at once
   * @param remaining of them
   * @param untilFull time until all of them are there again
   * @param untilNext time until there is at least one
   */
  record Take(boolean allowed, int limit, int remaining, Duration untilFull, Duration untilNext) {}
}
