package com.imageflowcanvas.file;

import com.imageflowcanvas.error.ProblemException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds the bytes of files. Thread-safe. Every method throws {@link ProblemException}
 * STORAGE_UNAVAILABLE when the store cannot be reached or has no room.
 */
public interface ObjectStore {
  /** Writes the whole object or nothing; durable when it returns; replaces an older one at once. */
  void put(ObjectKey key, byte[] content, ObjectAttributes attributes);

  /** The whole object; empty when there is none. */
  Optional<byte[]> get(ObjectKey key);

  /**
   * A part of the object as a stream, which the caller closes; empty when there is no such object.
   *
   * @param offset first byte, from 0
   * @param length number of bytes; no more than there are
   */
  Optional<InputStream> open(ObjectKey key, long offset, long length);

  /** Returns whether there was one. */
  boolean delete(ObjectKey key);

  /** Walks over all objects, in no order. */
  void forEach(Consumer<StoredObject> visitor);

  /** Returns when a small write and delete would work. */
  void check();

  /** One object as a walk sees it. */
  record StoredObject(ObjectKey key, long sizeBytes, Instant modifiedAt) {}
}
