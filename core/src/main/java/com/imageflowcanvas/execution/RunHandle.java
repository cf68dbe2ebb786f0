package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.CancelToken;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run that can be stopped from outside. Thread-safe. */
public final class RunHandle {
  private final CancelToken token = new CancelToken();
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

  /** Stops the run at its next checkpoint; the first reason counts. */
  public void stop(Stop reason) {
    stop.compareAndSet(null, reason);
    token.cancel();
  }

  CancelToken token() {
    return token;
  }

  Optional<Stop> reason() {
    return Optional.ofNullable(stop.get());
  }

  /** Why a run is stopped. */
  public enum Stop {
    /** Cancelled, given up by its dispatcher, or another node has it: its row is theirs. */
    FENCED_OFF,
    /** This node goes down; another may run it. */
    SHUTDOWN
  }
}
