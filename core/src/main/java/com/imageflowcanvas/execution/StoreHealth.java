package com.imageflowcanvas.execution;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the stores that runs stand on can be worked with, so that a node which cannot store
 * anything takes nothing on. Looks again after a while, and at once after an outage was met.
 * Thread-safe.
 */
public final class StoreHealth {
  private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);
  private static final long GOOD_FOR_NANOS = Duration.ofSeconds(2).toNanos();

  private final Runnable check;
  private volatile boolean up = true;
  private volatile boolean doubted = true;
  private volatile long lookedAt;

  /**
   * @param check throws when a small write does not work
   */
  public StoreHealth(Runnable check) {
    this.check = check;
  }

  /** What is known without looking. */
  boolean isUp() {
    return up && !doubted;
  }

  /** An outage was met: what was known counts no more. */
  void doubt() {
    doubted = true;
  }

  /** Looks, unless somebody has just done so. */
  synchronized boolean look() {
    if (isUp() && System.nanoTime() - lookedAt < GOOD_FOR_NANOS) {
      return true;
    }
    try {
      check.run();
      if (!up) {
        log.info("the stores work again");
      }
      up = true;
      doubted = false;
      lookedAt = System.nanoTime();
    } catch (RuntimeException e) {
      if (up) {
        log.warn("the stores do not work, nothing is taken on until they do: {}", e.getMessage());
      }
      up = false;
    }
    return up;
  }
}
