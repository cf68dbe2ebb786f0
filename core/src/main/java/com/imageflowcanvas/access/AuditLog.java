package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what has happened to accounts and keys. Thread-safe. */
public interface AuditLog {
  void add(AuditEntry entry);

  /** Entries, newest first. */
  List<AuditEntry> list(Query query);

  void removeBefore(Instant before);

  /** Removes all but so many, the newest. */
  void keepNewest(int count);

  /**
   * Which entries are wanted; what is empty does not matter.
   *
   * @param from at or after
   * @param to before
   * @param before only those older than the entry with this id
   */
  record Query(
      Optional<AuditAction> action,
      Optional<String> actor,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> before,
      int limit) {

    /** The newest, whatever they are. */
    public static Query newest(int limit) {
      return new Query(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          limit);
    }
  }
}
