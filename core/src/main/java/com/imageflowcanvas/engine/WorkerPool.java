package com.imageflowcanvas.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads that do CPU-heavy work: one per core, so that cores are never oversubscribed, each
 * with its own {@link RasterPool}. Thread-safe.
 */
public final class WorkerPool implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;
  private final ThreadLocal<RasterPool> pools;

  /**
   * @param size number of workers
   * @param idleBytesPerWorker image memory that each keeps between runs
   */
  public WorkerPool(int size, long idleBytesPerWorker) {
    this.size = size;
    this.pools = ThreadLocal.withInitial(() -> new RasterPool(idleBytesPerWorker));
    this.threads =
        Executors.newFixedThreadPool(
            size, Thread.ofPlatform().name("imageflow-worker-", 0).daemon().factory());
  }

  public int size() {
    return size;
  }

  /** Runs the work on the next free worker. */
  public <T> CompletableFuture<T> submit(Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(work.run(pools.get()));
          } catch (InterruptedException | RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Work for a worker.
   *
   * @param <T> what it makes
   */
  @FunctionalInterface
  public interface Work<T> {
    T run(RasterPool pool) throws InterruptedException;
  }
}
