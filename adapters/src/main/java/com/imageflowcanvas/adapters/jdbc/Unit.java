package com.imageflowcanvas.adapters.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work that is written all or nothing, on its way through the {@link Writer}: done on its thread,
 * told to the one who waits when it is durable.
 */
final class Unit<T> {
  private final Function<Sql, T> work;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CompletableFuture<T> told = new CompletableFuture<>();
  private @Nullable FutureTask<T> done;

  Unit(Function<Sql, T> work) {
    this.work = work;
  }

  /** One may do it or give it up, whoever asks first. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  /**
   * Does the work inside the transaction that is open; what it has written is taken back where it
   * fails.
   *
   * @throws SQLException when the transaction is lost with all that is in it
   */
  void run(Session session) throws SQLException {
    FutureTask<T> task = new FutureTask<>(() -> work.apply(session.sql()));
    done = task;
    session.execute("SAVEPOINT unit");
    task.run();
    if (task.state() == Future.State.FAILED) {
      try {
        session.execute("ROLLBACK TO unit");
      } catch (SQLException e) {
        // SQLite has ended it by itself, as where the disk is full; the work's failure says why
        throw cause(task.exceptionNow(), e);
      }
    }
    session.execute("RELEASE unit");
  }

  private static SQLException cause(Throwable failure, SQLException otherwise) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql;
      }
    }
    otherwise.addSuppressed(failure);
    return otherwise;
  }

  /** The transaction is durable: tells what came of the work. */
  void tell() {
    FutureTask<T> task = done;
    if (task == null) {
      return; // given up before
    }
    if (task.state() == Future.State.SUCCESS) {
      told.complete(task.resultNow());
    } else {
      told.completeExceptionally(task.exceptionNow());
    }
  }

  /** Nothing of it was written. */
  void fail(RuntimeException why) {
    told.completeExceptionally(why);
  }

  /**
   * Waits, interrupted or not: what an interrupted thread stores has happened all the same.
   *
   * @return whether it was told within that time
   */
  boolean awaitTold(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          told.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          return true;
        } catch (ExecutionException e) {
          return true;
        } catch (TimeoutException e) {
          return false;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What it was told, waiting for it. */
  T result() {
    try {
      return told.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
