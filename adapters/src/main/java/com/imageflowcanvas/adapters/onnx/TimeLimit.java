package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.engine.CancelToken;
import com.imageflowcanvas.model.Cancellation;
import java.time.Duration;

/** Cancels what takes too long; closing it lets the rest take as long as it likes. */
final class TimeLimit implements AutoCloseable {
  private final CancelToken token = new CancelToken();
  private final Thread clock;

  private TimeLimit(Duration limit) {
    if (limit.isZero()) {
      token.cancel();
    }
    this.clock = Thread.startVirtualThread(() -> await(limit));
  }

  static TimeLimit of(Duration limit) {
    return new TimeLimit(limit);
  }

  Cancellation cancellation() {
    return token;
  }

  @Override
  public void close() {
    clock.interrupt();
  }

  private void await(Duration limit) {
    try {
      Thread.sleep(limit);
      token.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was fast enough
    }
  }
}
