package com.imageflowcanvas.model;

import java.util.concurrent.atomic.AtomicInteger;

/** A detector that is closed when its slot has let it go and the last call on it has ended. */
final class LoadedModel {
  private final Detector detector;
  private final String fingerprint;

  /** Calls on it, and one for the slot that holds it. */
  private final AtomicInteger users = new AtomicInteger(1);

  LoadedModel(Detector detector, String fingerprint) {
    this.detector = detector;
    this.fingerprint = fingerprint;
  }

  Detector detector() {
    return detector;
  }

  boolean isOf(String otherFingerprint) {
    return fingerprint.equals(otherFingerprint);
  }

  /** False when it is closed already; else {@link #release()} has to follow. */
  boolean tryAcquire() {
    return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      detector.close();
    }
  }
}
