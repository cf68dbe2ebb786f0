package com.imageflowcanvas.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes side by side, since each waits for the disk by itself; a few at once, for more only hold
 * memory. Belongs to one thread.
 */
final class ParallelWrites {
  private static final int AT_ONCE = 8;

  private final List<CompletableFuture<Void>> writes = new ArrayList<>();

  /** Begins a write, and waits where enough are under way; throws what one of those threw. */
  void add(Runnable write) {
    writes.add(CompletableFuture.runAsync(write, Thread::startVirtualThread));
    if (writes.size() == AT_ONCE) {
      await();
    }
  }

  /** Waits until none is under way any more, then throws what one of them threw. */
  void await() {
    try {
      CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    } finally {
      writes.clear();
    }
  }
}
