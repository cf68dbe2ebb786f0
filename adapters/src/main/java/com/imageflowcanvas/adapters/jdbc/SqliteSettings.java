package com.imageflowcanvas.adapters.jdbc;

import java.sql.Connection;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How patient a SQLite database is.
 *
 * @param busyTimeout how long a lock of another process is waited for
 * @param patience how long a unit of work waits for its turn
 * @param checkPatience how long a check of the health may take
 * @param around put around each connection, for example to see its statements
 */
record SqliteSettings(
    Duration busyTimeout,
    Duration patience,
    Duration checkPatience,
    UnaryOperator<Connection> around) {
  static final SqliteSettings DEFAULT =
      new SqliteSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(6),
          Duration.ofSeconds(1),
          UnaryOperator.identity());

  SqliteSettings around(UnaryOperator<Connection> wrapped) {
    return new SqliteSettings(busyTimeout, patience, checkPatience, wrapped);
  }
}
