package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads from another store and refuses every write, for as long as it is away. */
final class RefusingObjectStore implements ObjectStore {
  private final ObjectStore store;
  private volatile boolean away = true;

  RefusingObjectStore(ObjectStore store) {
    this.store = store;
  }

  void comeBack() {
    away = false;
  }

  @Override
  public void put(ObjectKey key, byte[] content, ObjectAttributes attributes) {
    check();
    store.put(key, content, attributes);
  }

  @Override
  public Optional<byte[]> get(ObjectKey key) {
    return store.get(key);
  }

  @Override
  public Optional<InputStream> open(ObjectKey key, long offset, long length) {
    return store.open(key, offset, length);
  }

  @Override
  public boolean delete(ObjectKey key) {
    check();
    return store.delete(key);
  }

  @Override
  public void forEach(Consumer<StoredObject> visitor) {
    store.forEach(visitor);
  }

  @Override
  public void check() {
    if (away) {
      throw new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "the object store is away");
    }
  }
}
