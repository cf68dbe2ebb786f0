package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.Optional;

/** Counts wrong passwords. Thread-safe; the same on every node. */
public interface LoginFailureStore {
  Optional<Failures> find(String key);

  /**
   * Counts one more.
   *
   * @param forgetBefore a row whose last failure is older begins again at one
   */
  Failures add(String key, Instant now, Instant forgetBefore);

  void clear(String key);

  void removeBefore(Instant before);

  record Failures(int count, Instant last) {}
}
