package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.model.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A cancellation that a test switches on. */
final class SwitchedCancellation implements Cancellation {
  private final CountDownLatch registered = new CountDownLatch(1);
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** Returns when somebody waits for the cancellation. */
  void awaitRegistration() throws InterruptedException {
    registered.await();
  }

  synchronized void cancel() {
    cancelled = true;
    actions.forEach(Runnable::run);
  }

  synchronized int registrations() {
    return actions.size();
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public synchronized Registration onCancel(Runnable action) {
    if (cancelled) {
      action.run();
      return () -> {};
    }
    actions.add(action);
    registered.countDown();
    return () -> remove(action);
  }

  private synchronized void remove(Runnable action) {
    actions.remove(action);
  }
}
