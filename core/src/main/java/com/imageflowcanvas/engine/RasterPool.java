package com.imageflowcanvas.engine;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all rasters of a node: bounded, and reused from run to run, because fresh native
 * memory is zeroed and faulted in page by page. A run that finds no room waits until others give
 * some back. Where all that hold memory wait, the first of them goes beyond the bound, so that none
 * waits for ever, and is the only one that may until all together are within the bound again. As it
 * holds no more than the bound itself, the node holds at most twice the bound. Thread-safe; each
 * {@link Run} belongs to one thread.
 */
public final class RasterPool implements AutoCloseable {
  private static final long GRAIN = 64 * 1024;

  private final long maxBytes;
  private final long maxIdleBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** By size, a block's exact size each. */
  private final TreeMap<Long, Deque<Block>> idle = new TreeMap<>();

  private final List<Run> waiting = new ArrayList<>();

  /** The one that has gone beyond the bound; null while all are within it. */
  private @Nullable Run beyond;

  private long idleBytes;
  private long usedBytes;
  private int holders;
  private boolean closed;

  /**
   * @param maxBytes all rasters together; also the most that one run may hold
   * @param maxIdleBytes how much of it is kept between runs
   */
  public RasterPool(long maxBytes, long maxIdleBytes) {
    this.maxBytes = maxBytes;
    this.maxIdleBytes = Math.min(maxBytes, maxIdleBytes);
  }

  /**
   * Opens the memory of one run; closing it gives everything back.
   *
   * @param permit given back while the run waits for memory
   * @param cancellation ends the waiting
   */
  public Run open(CpuGate.Permit permit, Cancellation cancellation) {
    return new Run(permit, cancellation);
  }

  /** Bytes that runs hold now. */
  public long usedBytes() {
    lock.lock();
    try {
      return usedBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the memory that no run holds back to the system. */
  public void trim() {
    lock.lock();
    try {
      idle.values().forEach(blocks -> blocks.forEach(Block::free));
      idle.clear();
      idleBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** What runs still hold is given back to the system as they end. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      trim();
    } finally {
      lock.unlock();
    }
  }

  /** Rounded up to an eighth of its size, so that images of nearly one size share blocks. */
  private static long grained(long bytes) {
    long grain = Math.max(GRAIN, Long.highestOneBit(bytes) / 8);
    return (bytes + grain - 1) / grain * grain;
  }

  private boolean mayTake(Run run, long bytes) {
    if (usedBytes + bytes <= maxBytes) {
      return run.bytes > 0 || firstWaiting(0) == null || firstWaiting(0) == run;
    }
    if (beyond != null) {
      return beyond == run;
    }
    long holdersWaiting = waiting.stream().filter(one -> one.bytes > 0).count();
    return run.bytes > 0 && holdersWaiting == holders && firstWaiting(1) == run;
  }

  /** The first that waits and holds at least this much; null when none does. */
  private @Nullable Run firstWaiting(long leastHeld) {
    for (Run run : waiting) {
      if (leastHeld == 0 ? run.bytes == 0 : run.bytes >= leastHeld) {
        return run;
      }
    }
    return null;
  }

  private void account(Run run, long bytes) {
    boolean held = run.bytes > 0;
    run.bytes += bytes;
    usedBytes += bytes;
    boolean holds = run.bytes > 0;
    holders += held == holds ? 0 : holds ? 1 : -1;
    if (usedBytes <= maxBytes) {
      beyond = null;
    } else if (bytes > 0) {
      beyond = run;
    }
  }

  private Block block(long bytes) {
    Deque<Block> fit = idle.get(bytes);
    if (fit != null) {
      return unidle(bytes, fit);
    }
    while (idleBytes > 0 && usedBytes + idleBytes > maxBytes) {
      Map.Entry<Long, Deque<Block>> largest = idle.lastEntry();
      unidle(largest.getKey(), largest.getValue()).free();
    }
    return fresh(bytes);
  }

  @SuppressWarnings("MustBeClosedChecker") // the block closes it when it leaves the pool
  private static Block fresh(long bytes) {
    Arena arena = Arena.ofShared();
    boolean given = false;
    try {
      Block block = new Block(arena, arena.allocate(bytes, 64));
      given = true;
      return block;
    } finally {
      if (!given) {
        arena.close();
      }
    }
  }

  private Block unidle(long bytes, Deque<Block> blocks) {
    Block block = blocks.pop();
    if (blocks.isEmpty()) {
      idle.remove(bytes);
    }
    idleBytes -= bytes;
    return block;
  }

  private void keepOrFree(Block block) {
    long bytes = block.memory().byteSize();
    if (closed || idleBytes + bytes > maxIdleBytes || usedBytes + idleBytes + bytes > maxBytes) {
      block.free();
    } else {
      idleBytes += bytes;
      idle.computeIfAbsent(bytes, key -> new ArrayDeque<>()).push(block);
    }
  }

  /** The memory of one run. */
  public final class Run implements AutoCloseable {
    private final CpuGate.Permit permit;
    private final Cancellation cancellation;
    private final Map<Long, Block> used = new HashMap<>();
    private long bytes;

    private Run(CpuGate.Permit permit, Cancellation cancellation) {
      this.permit = permit;
      this.cancellation = cancellation;
    }

    /**
     * Allocates; waits where there is no room.
     *
     * @throws ProblemException IMAGE_TOO_LARGE when one run may not hold so much
     * @throws InterruptedException when cancelled while it waits
     * @throws OutOfMemoryError when the system refuses the memory; the run holds what it held
     *     before
     */
    Raster allocate(int width, int height, PixelFormat format) throws InterruptedException {
      long size = Raster.byteSize(width, height, format);
      Block block = take(grained(size));
      used.put(block.memory().address(), block);
      return new Raster(width, height, format, block.memory().asSlice(0, size));
    }

    private Block take(long wanted) throws InterruptedException {
      lock.lock();
      try {
        if (bytes + wanted > maxBytes) {
          throw new ProblemException(
              ErrorCode.IMAGE_TOO_LARGE,
              "image memory: %d bytes for one image, and %d more (expected: at most %d together, see memory.rasters)"
                  .formatted(bytes, wanted, maxBytes));
        }
        if (mayTake(this, wanted)) {
          account(this, wanted);
        } else {
          permit.pause();
          reserve(wanted);
          resume(wanted);
        }
        return accounted(wanted);
      } finally {
        lock.unlock();
      }
    }

    /** What is accounted already is given back where the system refuses the memory. */
    private Block accounted(long reserved) {
      boolean given = false;
      try {
        Block block = block(reserved);
        given = true;
        return block;
      } finally {
        if (!given) {
          unreserve(reserved);
        }
      }
    }

    private void unreserve(long reserved) {
      account(this, -reserved);
      changed.signalAll();
    }

    private void reserve(long wanted) throws InterruptedException {
      waiting.add(this);
      changed.signalAll();
      try (Cancellation.Registration _ = cancellation.onCancel(RasterPool.this::wake)) {
        while (!mayTake(this, wanted)) {
          if (cancellation.isCancelled()) {
            throw new InterruptedException("cancelled");
          }
          changed.await();
        }
        account(this, wanted);
      } finally {
        waiting.remove(this);
        changed.signalAll();
      }
    }

    /** Waits for the permit without the lock; what was reserved is given back where that fails. */
    private void resume(long reserved) throws InterruptedException {
      lock.unlock();
      boolean resumed = false;
      try {
        permit.resume();
        resumed = true;
      } finally {
        lock.lock();
        if (!resumed) {
          unreserve(reserved);
        }
      }
    }

    /** Gives back everything but these rasters. */
    void keepOnly(Set<Long> addresses) {
      lock.lock();
      try {
        boolean gave =
            used.values()
                .removeIf(block -> !addresses.contains(block.memory().address()) && give(block));
        if (gave) {
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    private boolean give(Block block) {
      account(this, -block.memory().byteSize());
      keepOrFree(block);
      return true;
    }

    /** How many rasters are held. */
    int usedBlocks() {
      return used.size();
    }

    @Override
    public void close() {
      keepOnly(Set.of());
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private record Block(Arena arena, MemorySegment memory) {
    void free() {
      arena.close();
    }
  }
}
