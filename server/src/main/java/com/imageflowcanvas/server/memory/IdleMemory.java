package com.imageflowcanvas.server.memory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gives memory back once after each time of work, when that has rested for a while. */
public final class IdleMemory implements AutoCloseable {
  private final Supplier<Duration> unused;
  private final Duration rest;
  private final Runnable giveBack;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("idle-memory").factory());

  /** Read and written by the watching thread only. */
  private boolean givenBack;

  /**
   * @param unused how long there was no work
   * @param rest how long there has to be none
   * @param giveBack what is done then; may stop all threads for a moment
   */
  public IdleMemory(Supplier<Duration> unused, Duration rest, Runnable giveBack) {
    this.unused = unused;
    this.rest = rest;
    this.giveBack = giveBack;
  }

  public void start() {
    long pause = rest.toMillis() / 2;
    var looking = watch.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
  }

  void look() {
    boolean rests = unused.get().compareTo(rest) >= 0;
    if (rests && !givenBack) {
      giveBack.run();
    }
    givenBack = rests;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
