package com.imageflowcanvas.adapters.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The file of a SQLite database, which it opens connections to. */
final class SqliteFile {
  /** Per connection; holds the inner pages of the indexes of a million executions. */
  private static final int CACHE_KB = 16_000;

  /**
   * A commit syncs the log; the log is folded into the file when it has so many pages. The driver
   * would ask for the key after each insert, by a statement that it compiles anew.
   */
  private static final String DURABLE =
      "&journal_mode=WAL&synchronous=FULL&foreign_keys=true&wal_autocheckpoint=4000"
          + "&jdbc.get_generated_keys=false";

  private static final int READ_ONLY = 1;
  private static final int READ_WRITE = 2;
  private static final int CREATE = 4;

  private final Path path;
  private final SqliteSettings settings;
  private @Nullable Object key;

  SqliteFile(Path path, SqliteSettings settings) {
    this.path = path;
    this.settings = settings;
  }

  /** A connection that creates the file where there is none. */
  Connection create() throws SQLException {
    return open(READ_WRITE | CREATE, DURABLE);
  }

  /** Remembers the file as it is now for {@link #requireSame}. */
  void remember() throws IOException {
    key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /**
   * A connection for statements that bring their own BEGIN and COMMIT.
   *
   * @throws SQLException also where the file is not there: it would be an empty one
   */
  Connection openWriter() throws SQLException {
    Connection connection = open(READ_WRITE, DURABLE);
    try (Statement statement = connection.createStatement()) {
      // else the driver would try to begin and commit by itself after every statement
      connection.setAutoCommit(false);
      statement.execute("COMMIT");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Connection openReader() throws SQLException {
    return open(READ_ONLY, "");
  }

  private Connection open(int mode, String pragmas) throws SQLException {
    String url =
        "jdbc:sqlite:%s?open_mode=%d&busy_timeout=%d&cache_size=-%d%s"
            .formatted(path, mode, settings.busyTimeout().toMillis(), CACHE_KB, pragmas);
    return settings.around().apply(DriverManager.getConnection(url));
  }

  /**
   * SQLite goes on writing into a file that was deleted or moved away, and all of it would be lost.
   *
   * @throws SQLException when the file that was opened is not at its place
   */
  void requireSame() throws SQLException {
    try {
      Object now = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      if (key != null && !key.equals(now)) {
        throw new SQLTransientConnectionException(
            path + " is another file (expected: the one that was opened; start again to use it)");
      }
    } catch (IOException e) {
      throw new SQLTransientConnectionException(path + " is gone (expected: a database)", e);
    }
  }
}
