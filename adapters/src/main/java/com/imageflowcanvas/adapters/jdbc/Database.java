package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An open database, migrated to the newest schema: one connection that writes and a few that read.
 * Thread-safe. A reader sees what was committed before it began.
 */
public final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final int BUSY_TIMEOUT_MS = 5_000;

  /** Per connection; holds the inner pages of the indexes of a million executions. */
  private static final int CACHE_KB = 16_000;

  private final HikariDataSource writer;
  private final HikariDataSource reader;
  private final Dialect dialect;
  private final DatabaseErrors errors;
  private final TransactionTemplate transaction;
  private final Sql write;
  private final Sql read;

  private Database(HikariDataSource writer, HikariDataSource reader, Dialect dialect) {
    this.writer = writer;
    this.reader = reader;
    this.dialect = dialect;
    this.errors = new DatabaseErrors(dialect);
    this.transaction = new TransactionTemplate(new WriterTransactions(writer));
    this.write = new Sql(writer);
    this.read = new Sql(reader);
  }

  /**
   * Opens or creates a SQLite database. A commit is on the disk when it returns.
   *
   * @throws ProblemException STORAGE_UNAVAILABLE when the file or its folder cannot be written
   */
  public static Database sqlite(Path file) {
    return sqlite(file, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param around put around the sources of connections, for example to see their statements
   */
  static Database sqlite(Path file, UnaryOperator<DataSource> around) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      HikariDataSource writer = writers(around.apply(cached(writerUrl(file))));
      try {
        Flyway.configure()
            .dataSource(writer)
            .locations("classpath:db/migration", "classpath:db/sqlite")
            .load()
            .migrate();
        // read-only connections cannot create the file, so they come second
        HikariDataSource reader = readers(around.apply(cached(readerUrl(file))));
        return new Database(writer, reader, new SqliteDialect());
      } catch (RuntimeException e) {
        writer.close();
        throw e;
      }
    } catch (FlywayException e) {
      throw new ProblemException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "database: "
              + file
              + " has other tables (expected: made by this version or an older one)",
          e);
    } catch (IOException | RuntimeException e) {
      throw new ProblemException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "database: " + file + " cannot be opened (expected: a database in a writable folder)",
          e);
    }
  }

  private static DataSource cached(String url) {
    return StatementCache.over(new DriverManagerDataSource(url));
  }

  private static String writerUrl(Path file) {
    return ("jdbc:sqlite:%s?journal_mode=WAL&synchronous=FULL&foreign_keys=true"
            + "&transaction_mode=IMMEDIATE&busy_timeout=%d&cache_size=-%d")
        .formatted(file, BUSY_TIMEOUT_MS, CACHE_KB);
  }

  private static String readerUrl(Path file) {
    return "jdbc:sqlite:%s?open_mode=1&busy_timeout=%d&cache_size=-%d"
        .formatted(file, BUSY_TIMEOUT_MS, CACHE_KB);
  }

  private static HikariConfig pool(String name, int size, DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    config.setConnectionTimeout(2L * BUSY_TIMEOUT_MS);
    return config;
  }

  private static HikariDataSource writers(DataSource source) {
    return new HikariDataSource(pool("writer", 1, source));
  }

  private static HikariDataSource readers(DataSource source) {
    HikariConfig config = pool("reader", READERS, source);
    // without it the pool tries to switch the flag of a connection, which SQLite refuses
    config.setReadOnly(true);
    return new HikariDataSource(config);
  }

  Dialect dialect() {
    return dialect;
  }

  /** Runs all or nothing; inside another transaction it is a part of that one. */
  <T> T inTransaction(Function<Sql, T> work) {
    try {
      return transaction.execute(status -> work.apply(write));
    } catch (DataAccessException | TransactionException e) {
      throw errors.translate(e);
    }
  }

  /** Runs queries on a connection that cannot write; each sees what is committed. */
  <T> T read(Function<Sql, T> query) {
    try {
      return query.apply(read);
    } catch (DataAccessException e) {
      throw errors.translate(e);
    }
  }

  /**
   * Returns when a small write would work.
   *
   * @throws ProblemException STORAGE_UNAVAILABLE
   */
  public void check() {
    inTransaction(sql -> sql.of("UPDATE ended_counts SET total = total").update());
    read(sql -> sql.of("SELECT count(*) FROM ended_counts").query(Long.class).single());
  }

  /** For metrics of the pool and for tests; statements go through the stores. */
  DataSource writer() {
    return writer;
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
