package com.imageflowcanvas.adapters.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * A few connections that cannot write, each lent to one thread at a time. One on which a query or
 * the program has failed is thrown away. Thread-safe.
 */
final class Readers implements AutoCloseable {
  private static final int COUNT = 4;

  private final SqliteFile file;
  private final Duration patience;
  private final Semaphore free = new Semaphore(COUNT);
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Readers(SqliteFile file, Duration patience) {
    this.file = file;
    this.patience = patience;
  }

  /** Each query sees what was committed before it. */
  <T> T run(Function<Sql, T> query) {
    acquire();
    try {
      Session session = lent();
      boolean sound = false;
      try {
        T answer = query.apply(session.sql());
        sound = true;
        return answer;
      } catch (RuntimeException e) {
        sound = !(e instanceof DataAccessException);
        throw e;
      } finally {
        if (sound) {
          giveBack(session);
        } else {
          session.close();
        }
      }
    } finally {
      free.release();
    }
  }

  private void giveBack(Session session) {
    if (closed) {
      session.close();
    } else {
      // the one used last has most in its cache
      idle.addFirst(session);
    }
  }

  private Session lent() {
    @Nullable Session kept = idle.pollFirst();
    if (kept != null) {
      return kept;
    }
    try {
      return new Session(file.openReader());
    } catch (SQLException e) {
      throw new UncategorizedSQLException("opening", null, e);
    }
  }

  /** Waits, interrupted or not, as a thread that is to stop may still read what it has to. */
  private void acquire() {
    if (free.tryAcquire()) {
      return;
    }
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          throw new UncategorizedSQLException(
              "waiting", null, new SQLTransientException("no connection free within " + patience));
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

  @Override
  public void close() {
    closed = true;
    for (Session kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      kept.close();
    }
  }
}
