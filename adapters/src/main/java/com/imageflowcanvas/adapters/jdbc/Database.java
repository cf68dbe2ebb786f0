package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * An open database, migrated to the newest schema: one connection that writes and a few that read.
 * Thread-safe. A reader sees what was committed before it began. Nobody waits for a turn longer
 * than some seconds; what could not be done then is STORAGE_UNAVAILABLE, and nothing of it was.
 */
public final class Database implements AutoCloseable {
  private final Writer writer;
  private final Readers readers;
  private final Dialect dialect;
  private final DatabaseErrors errors;
  private final Duration checkPatience;

  private Database(SqliteFile file, SqliteSettings settings) {
    this.dialect = new SqliteDialect();
    this.errors = new DatabaseErrors(dialect);
    this.checkPatience = settings.checkPatience();
    this.writer = new Writer(file, settings.patience());
    this.readers = new Readers(file, settings.patience());
  }

  /**
   * Opens or creates a SQLite database. A commit is on the disk when it returns.
   *
   * @throws ProblemException STORAGE_UNAVAILABLE when the file or its folder cannot be written
   */
  public static Database sqlite(Path file) {
    return sqlite(file, SqliteSettings.DEFAULT);
  }

  static Database sqlite(Path path, SqliteSettings settings) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      SqliteFile file = new SqliteFile(path, settings);
      migrate(file);
      file.remember();
      return new Database(file, settings);
    } catch (FlywayException e) {
      throw new ProblemException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "database: "
              + path
              + " has other tables (expected: made by this version or an older one)",
          e);
    } catch (IOException | SQLException | RuntimeException e) {
      throw new ProblemException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "database: " + path + " cannot be opened (expected: a database in a writable folder)",
          e);
    }
  }

  private static void migrate(SqliteFile file) throws SQLException {
    try (Connection connection = file.create()) {
      Flyway.configure()
          .dataSource(new SingleConnectionDataSource(connection, true))
          .locations("classpath:db/migration", "classpath:db/sqlite")
          .load()
          .migrate();
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Runs all or nothing, on a thread of the database; inside another transaction it is a part of
   * that one.
   */
  <T> T inTransaction(Function<Sql, T> work) {
    try {
      return writer.run(work);
    } catch (DataAccessException e) {
      throw errors.translate(e);
    }
  }

  /** Runs queries on a connection that cannot write; each sees what is committed. */
  <T> T read(Function<Sql, T> query) {
    try {
      return readers.run(query);
    } catch (DataAccessException e) {
      throw errors.translate(e);
    }
  }

  /**
   * Writes and reads something small; takes about a second at most.
   *
   * @throws ProblemException STORAGE_UNAVAILABLE when others' writes would not work now
   */
  public void check() {
    try {
      writer.runWithin(
          checkPatience, sql -> sql.call("UPDATE write_checks SET number = number + 1").update());
      readers.run(sql -> sql.call("SELECT number FROM write_checks").first(row -> row.getLong(1)));
    } catch (DataAccessException e) {
      throw errors.translate(e);
    }
  }

  /** How many units of work wait to be written. */
  int waiting() {
    return writer.waiting();
  }

  /** Stores what waits to be stored, then closes. */
  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
