package com.imageflowcanvas.file;

import java.util.concurrent.Semaphore;

/**
 * How many bytes of encoded images a node may hold in memory at once; whoever wants more waits,
 * first come first served. Thread-safe.
 */
public final class ByteBudget {
  private static final int UNIT_BYTES = 1024;

  private final int units;
  private final Semaphore free;

  /**
   * @param bytes at least 1; one image always may, however large
   */
  public ByteBudget(long bytes) {
    this.units = (int) Math.min(Integer.MAX_VALUE, units(bytes));
    this.free = new Semaphore(units, true);
  }

  public long bytes() {
    return (long) units * UNIT_BYTES;
  }

  /** Waits until there is room for so much. */
  public Share take(long bytes) throws InterruptedException {
    int wanted = (int) Math.min(units, units(bytes));
    free.acquire(wanted);
    return new Share(wanted);
  }

  public boolean isHalfFree() {
    return free.availablePermits() >= units / 2;
  }

  private static long units(long bytes) {
    return Math.ceilDiv(Math.max(1, bytes), UNIT_BYTES);
  }

  /** Room that is held; closing it twice gives it back once. */
  public final class Share implements AutoCloseable {
    private int held;

    private Share(int held) {
      this.held = held;
    }

    @Override
    public synchronized void close() {
      free.release(held);
      held = 0;
    }
  }
}
