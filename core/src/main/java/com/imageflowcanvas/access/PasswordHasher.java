package com.imageflowcanvas.access;

/** Makes passwords into hashes that are slow to guess. Thread-safe; each call takes a while. */
public interface PasswordHasher {
  PasswordHash hash(String password);

  boolean matches(String password, PasswordHash hash);

  /** A hash that no password matches and that takes as long to check as any. */
  PasswordHash decoy();
}
