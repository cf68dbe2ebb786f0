package com.imageflowcanvas.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
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
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().name("imageflow-worker-", 0).daemon().factory());
  }

  public int size() {
    return size;
  }

  /**
   * Runs the work on the next free worker.
   *
   * @param headStart before work that waits already; what has waited longer than that goes first
   */
  public <T> CompletableFuture<T> submit(Duration headStart, Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(new Job<>(System.nanoTime() - headStart.toNanos(), work, result));
    return result;
  }

  private final class Job<T> implements Runnable, Comparable<Job<?>> {
    private final long order;
    private final Work<T> work;
    private final CompletableFuture<T> result;

    Job(long order, Work<T> work, CompletableFuture<T> result) {
      this.order = order;
      this.work = work;
      this.result = result;
    }

    @Override
    public void run() {
      try {
        result.complete(work.run(pools.get()));
      } catch (InterruptedException | RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    @Override
    public int compareTo(Job<?> other) {
      return Long.signum(order - other.order);
    }
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
