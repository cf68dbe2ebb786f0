package com.imageflowcanvas.adapters.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * The one that writes: a thread with one connection. Units of work that wait together are written
 * in one transaction, one sync of the disk for all of them, each behind a savepoint of its own, so
 * that one that fails harms no other. A connection on which BEGIN, COMMIT or a rollback has failed
 * is thrown away; the next unit gets a new one. Thread-safe.
 */
final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int TOGETHER = 64;
  private static final int WAITING = 1_000;

  private final SqliteFile file;
  private final Duration patience;
  private final BlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>(WAITING);

  /** Wakes the thread when nothing is to be written any more. */
  private final Unit<Boolean> end = new Unit<>(sql -> true);

  private final Thread thread;
  private volatile boolean closing;

  // of the thread only
  private @Nullable Session session;

  Writer(SqliteFile file, Duration patience) {
    this.file = file;
    this.patience = patience;
    // a platform thread: it waits inside SQLite, where a virtual one would hold up its carrier
    this.thread = Thread.ofPlatform().name("database-writer").daemon().start(this::loop);
  }

  /**
   * Does the work in a transaction and returns when that is durable; inside of other work it is a
   * part of that.
   *
   * @throws UncategorizedSQLException when its turn does not come in time, and it has not been done
   */
  <T> T run(Function<Sql, T> work) {
    if (Thread.currentThread() == thread) {
      return work.apply(Objects.requireNonNull(session).sql());
    }
    Unit<T> unit = enqueued(work);
    if (!unit.awaitTold(patience) && unit.take()) {
      throw late(patience);
    }
    return unit.result();
  }

  /** The same, but whoever asks waits no longer than this, even while it is being done. */
  <T> T runWithin(Duration limit, Function<Sql, T> work) {
    Unit<T> unit = enqueued(work);
    if (!unit.awaitTold(limit)) {
      unit.take();
      throw late(limit);
    }
    return unit.result();
  }

  int waiting() {
    return waiting.size();
  }

  private <T> Unit<T> enqueued(Function<Sql, T> work) {
    Unit<T> unit = new Unit<>(work);
    if (closing || !waiting.offer(unit)) {
      throw failure(
          new SQLTransientException(
              closing
                  ? "the database is closed"
                  : WAITING + " units of work wait already (expected: fewer)"));
    }
    return unit;
  }

  private static UncategorizedSQLException late(Duration limit) {
    return failure(new SQLTransientException("no turn within " + limit));
  }

  private static UncategorizedSQLException failure(SQLException e) {
    return new UncategorizedSQLException("a transaction", null, e);
  }

  private void loop() {
    List<Unit<?>> units = new ArrayList<>();
    try {
      while (!closing || !waiting.isEmpty()) {
        units.add(waiting.take());
        waiting.drainTo(units, TOGETHER - 1);
        units.remove(end);
        if (!units.isEmpty()) {
          write(units);
        }
        units.clear();
      }
    } catch (InterruptedException e) {
      log.warn("the writer of the database was interrupted");
    } finally {
      closing = true;
      throwAway();
      waiting.drainTo(units);
      fail(units, new SQLTransientException("the database is closed"));
    }
  }

  private void write(List<Unit<?>> units) {
    try {
      Session open = begin();
      for (Unit<?> unit : units) {
        if (unit.take()) {
          unit.run(open);
        }
      }
      open.execute("COMMIT");
    } catch (SQLException e) {
      lose(units, e);
      return;
    } catch (RuntimeException e) {
      lose(units, new SQLException(e));
      return;
    }
    units.forEach(Unit::tell);
  }

  private void lose(List<Unit<?>> units, SQLException why) {
    log.warn("a transaction is lost, its connection is thrown away: {}", why.getMessage());
    throwAway();
    // those that have come meanwhile would wait as long for the same answer
    waiting.drainTo(units);
    fail(units, why);
  }

  /** No statement runs unless this has returned. */
  private Session begin() throws SQLException {
    file.requireSame();
    Session open = session;
    if (open == null) {
      open = new Session(file.openWriter());
      session = open;
    }
    open.execute("BEGIN IMMEDIATE");
    return open;
  }

  /** Closing it takes back what it has not committed. */
  private void throwAway() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private static void fail(List<Unit<?>> units, SQLException why) {
    units.forEach(unit -> unit.fail(failure(why)));
  }

  /** Writes what waits, and closes the connection. */
  @Override
  public void close() {
    closing = true;
    waiting.offer(end);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
