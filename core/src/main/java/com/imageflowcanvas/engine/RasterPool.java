package com.imageflowcanvas.engine;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reuses the memory of rasters from run to run, because fresh native memory is zeroed and faulted
 * in page by page. Belongs to one worker thread; not thread-safe.
 */
public final class RasterPool implements AutoCloseable {
  private static final long GRAIN = 64 * 1024;

  private final long maxIdleBytes;
  private final TreeMap<Long, Deque<Block>> idle = new TreeMap<>();
  private long idleBytes;

  /**
   * @param maxIdleBytes how much memory is kept between runs
   */
  public RasterPool(long maxIdleBytes) {
    this.maxIdleBytes = maxIdleBytes;
  }

  /** Opens the memory of one run; closing it gives everything back. */
  public Run open() {
    return new Run();
  }

  @Override
  public void close() {
    idle.values().forEach(blocks -> blocks.forEach(Block::free));
    idle.clear();
    idleBytes = 0;
  }

  @SuppressWarnings("MustBeClosedChecker") // the block closes it when it leaves the pool
  private Block take(long bytes) {
    long wanted = (bytes + GRAIN - 1) / GRAIN * GRAIN;
    Map.Entry<Long, Deque<Block>> fit = idle.ceilingEntry(wanted);
    if (fit == null || fit.getKey() > 2 * wanted) {
      Arena arena = Arena.ofConfined();
      return new Block(arena, arena.allocate(wanted, 64));
    }
    Block block = fit.getValue().pop();
    if (fit.getValue().isEmpty()) {
      idle.remove(fit.getKey());
    }
    idleBytes -= block.memory().byteSize();
    return block;
  }

  private void give(Block block) {
    long size = block.memory().byteSize();
    if (idleBytes + size > maxIdleBytes) {
      block.free();
      return;
    }
    idleBytes += size;
    idle.computeIfAbsent(size, key -> new ArrayDeque<>()).push(block);
  }

  /** The memory of one run. */
  public final class Run implements RasterAllocator, AutoCloseable {
    private final Map<Long, Block> used = new HashMap<>();

    @Override
    public Raster allocate(int width, int height, PixelFormat format) {
      long bytes = Raster.byteSize(width, height, format);
      Block block = take(bytes);
      used.put(block.memory().address(), block);
      return new Raster(width, height, format, block.memory().asSlice(0, bytes));
    }

    /** Gives back everything but these rasters. */
    void keepOnly(Set<Long> addresses) {
      used.values()
          .removeIf(
              block -> {
                boolean dead = !addresses.contains(block.memory().address());
                if (dead) {
                  give(block);
                }
                return dead;
              });
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

  private record Block(Arena arena, MemorySegment memory) {
    void free() {
      arena.close();
    }
  }
}
