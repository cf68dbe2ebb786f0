package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what has happened to accounts and keys. Thread-safe. */
public interface AuditLog {
  void add(AuditEntry entry);

  /**
   * Entries, newest first.
   *
   * @param before only those older than the entry with this id
   */
  List<AuditEntry> list(Optional<AuditAction> action, Optional<String> before, int limit);

  void removeBefore(Instant before);
}
