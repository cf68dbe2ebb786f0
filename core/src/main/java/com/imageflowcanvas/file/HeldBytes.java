package com.imageflowcanvas.file;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bytes of an image in memory, for one of those who use them: the room that they take is given
 * back when the last has closed its own. Thread-safe.
 */
public final class HeldBytes implements AutoCloseable {
  private final byte[] data;
  private final ByteBudget.Share share;
  private final AtomicInteger users;
  private final AtomicBoolean closed = new AtomicBoolean();

  public HeldBytes(byte[] data, ByteBudget.Share share) {
    this(data, share, new AtomicInteger(1));
  }

  private HeldBytes(byte[] data, ByteBudget.Share share, AtomicInteger users) {
    this.data = data;
    this.share = share;
    this.users = users;
  }

  public byte[] data() {
    return data;
  }

  /** The same for one more user. */
  public HeldBytes share() {
    users.incrementAndGet();
    return new HeldBytes(data, share, users);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && users.decrementAndGet() == 0) {
      share.close();
    }
  }
}
