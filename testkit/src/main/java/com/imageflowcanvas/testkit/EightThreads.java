package com.imageflowcanvas.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does one thing on eight threads at once. */
public final class EightThreads {
  private static final int THREADS = 8;

  private EightThreads() {}

  /** Returns when all are done; throws what the first failing one threw. */
  public static void run(Work work) throws Exception {
    Callable<Boolean> task =
        () -> {
          work.run();
          return true;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Boolean>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        runs.add(threads.submit(task));
      }
      for (Future<Boolean> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /** Work that may throw. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }
}
