package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Objects in memory. */
public final class InMemoryObjectStore implements ObjectStore {
  private final Map<ObjectKey, Stored> objects = new ConcurrentHashMap<>();

  private static final class Stored {
    final byte[] content;
    final Instant modifiedAt = Instant.now();

    Stored(byte[] content) {
      this.content = content;
    }
  }

  @Override
  public void put(ObjectKey key, byte[] content, ObjectAttributes attributes) {
    objects.put(key, new Stored(content.clone()));
  }

  @Override
  public Optional<byte[]> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key)).map(stored -> stored.content.clone());
  }

  @Override
  public Optional<InputStream> open(ObjectKey key, long offset, long length) {
    return get(key)
        .map(
            content -> {
              int from = (int) Math.min(offset, content.length);
              int count = (int) Math.min(length, content.length - from);
              return new ByteArrayInputStream(content, from, count);
            });
  }

  @Override
  public boolean delete(ObjectKey key) {
    return objects.remove(key) != null;
  }

  @Override
  public void forEach(Consumer<StoredObject> visitor) {
    objects.forEach(
        (key, stored) ->
            visitor.accept(new StoredObject(key, stored.content.length, stored.modifiedAt)));
  }

  @Override
  public void check() {}
}
