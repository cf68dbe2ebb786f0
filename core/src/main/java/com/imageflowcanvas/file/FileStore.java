package com.imageflowcanvas.file;

import com.imageflowcanvas.access.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what is known of files; their bytes are in the {@link ObjectStore}. Thread-safe. */
public interface FileStore {
  Acceptance add(StoredFile file, Optional<IdempotencyKey> key);

  /** What the key stands for already: Repeated or Mismatch; empty when it may be used. */
  Optional<Acceptance> recall(IdempotencyKey key, Instant now);

  Optional<StoredFile> find(FileId id);

  /** Those of these files that there are. */
  Map<FileId, StoredFile> findAll(Collection<FileId> ids);

  /** Files in the order newest first. */
  FilePage list(FileQuery query);

  /** Whether an execution that has not ended reads this file. */
  boolean isInUse(FileId id);

  /** Deletes it unless an execution that has not ended reads it; returns whether it did. */
  boolean delete(FileId id);

  /** Deletes it if no execution names it, not even one accepted at this moment. */
  boolean deleteUnused(FileId id);

  /** Bytes of all files of a user. */
  long usedBytes(UserId owner);

  /** Bytes of all files of everybody. */
  long usedBytes();

  /** Uploads older than this that no execution names, at most {@code limit}, oldest first. */
  List<StoredFile> uploadsBefore(Instant before, int limit);

  /**
   * @param owner only this user's files
   * @param cursor {@code next} of the page before
   */
  record FileQuery(
      Optional<UserId> owner, Optional<StoredFile.Kind> kind, Optional<String> cursor, int limit) {}

  /**
   * @param next where the next page starts; empty at the end
   */
  record FilePage(List<StoredFile> files, Optional<String> next) {}
}
