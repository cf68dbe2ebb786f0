package com.imageflowcanvas.engine;

import com.imageflowcanvas.model.Cancellation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A {@link Cancellation} that somebody can pull. Thread-safe. */
public final class CancelToken implements Cancellation {
  private final Set<Action> actions = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  public void cancel() {
    cancelled = true;
    actions.forEach(Action::runOnce);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Registration onCancel(Runnable action) {
    Action waiting = new Action(action);
    actions.add(waiting);
    if (cancelled) {
      waiting.runOnce();
    }
    return () -> actions.remove(waiting);
  }

  /** Not a record: two registrations of one runnable are two. */
  private final class Action {
    private final Runnable runnable;

    Action(Runnable runnable) {
      this.runnable = runnable;
    }

    void runOnce() {
      if (actions.remove(this)) {
        runnable.run();
      }
    }
  }
}
