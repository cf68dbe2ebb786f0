package com.imageflowcanvas.file;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an image in memory, for one of those who use them: each lets go of them when it
 * closes its own, and the room that they take is given back when the last has. Thread-safe.
 */
public final class HeldBytes implements AutoCloseable {
  private final ByteBudget.Share share;
  private final AtomicInteger users;
  private byte @Nullable [] data;

  public HeldBytes(byte[] data, ByteBudget.Share share) {
    this(data, share, new AtomicInteger(1));
  }

  private HeldBytes(byte[] data, ByteBudget.Share share, AtomicInteger users) {
    this.data = data;
    this.share = share;
    this.users = users;
  }

  /**
   * @throws IllegalStateException when closed
   */
  public synchronized byte[] data() {
    if (data == null) {
      throw new IllegalStateException("the bytes were let go of (expected: asked for before)");
    }
    return data;
  }

  /**
   * The same for one more user.
   *
   * @throws IllegalStateException when closed
   */
  public HeldBytes share() {
    byte[] shared = data();
    users.incrementAndGet();
    return new HeldBytes(shared, share, users);
  }

  @Override
  public synchronized void close() {
    if (data != null) {
      data = null;
      if (users.decrementAndGet() == 0) {
        share.close();
      }
    }
  }
}
