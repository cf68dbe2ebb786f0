package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.List;

/** Keeps the keys that the program makes for itself; shared by all nodes. Thread-safe. */
public interface SecretStore {
  /** All secrets for a purpose, newest first. */
  List<Secret> list(String purpose);

  void add(Secret secret);

  /** Adds it if there is none for its purpose yet, and returns the one that is there now. */
  Secret addFirst(Secret secret);

  void delete(String id);

  /**
   * @param id unique, sorts by time
   * @param material the secret itself, as its user writes it
   */
  record Secret(String id, String purpose, String material, Instant createdAt) {
    @Override
    public String toString() {
      return purpose + " " + id;
    }
  }
}
