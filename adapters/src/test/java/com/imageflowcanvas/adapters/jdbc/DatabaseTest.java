package com.imageflowcanvas.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.testkit.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class DatabaseTest {
  @TempDir private Path folder;

  @Test
  void whatWasStoredIsThereAfterReopening() {
    Path file = folder.resolve("a/b/imageflow.db");
    Execution pending = Samples.pending(1);
    try (Database database = Database.sqlite(file)) {
      new JdbcExecutionStore(database).accept(pending, Samples.inputsOf(pending), Optional.empty());
    }
    try (Database database = Database.sqlite(file)) {
      assertThat(new JdbcExecutionStore(database).find(pending.id())).contains(pending);
    }
  }

  @Test
  void commitsAreSyncedAndReadersCannotWrite() {
    try (Database database = Database.sqlite(folder.resolve("imageflow.db"))) {
      assertThat(database.<String>inTransaction(sql -> pragma(sql, "journal_mode")))
          .isEqualTo("wal");
      assertThat(database.<String>inTransaction(sql -> pragma(sql, "synchronous"))).isEqualTo("2");
      assertThatThrownBy(() -> database.read(sql -> sql.of("DELETE FROM executions").update()))
          .isInstanceOf(ProblemException.class);
    }
  }

  /** Every connection is opened by the driver's native code: one that is lost stays open. */
  @Test
  void connectionOnWhichTheProgramFailedIsClosed() throws Exception {
    List<Connection> opened = new ArrayList<>();
    SqliteSettings seen =
        SqliteSettings.DEFAULT.around(
            connection -> {
              opened.add(connection);
              return connection;
            });
    try (Database database = Database.sqlite(folder.resolve("imageflow.db"), seen)) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(
                () ->
                    database.read(
                        sql -> {
                          throw new AssertionError("a fault of the program");
                        }))
            .isInstanceOf(AssertionError.class);
      }
      assertThat(database.<String>read(sql -> pragma(sql, "query_only"))).isNotEmpty();
    }
    for (Connection connection : opened) {
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void failedTransactionStoresNothing() {
    try (Database database = Database.sqlite(folder.resolve("imageflow.db"))) {
      JdbcExecutionStore executions = new JdbcExecutionStore(database);
      Execution pending = Samples.pending(1);
      // the same input twice breaks the files' key after the execution was inserted
      var twice =
          List.of(Samples.inputsOf(pending).getFirst(), Samples.inputsOf(pending).getFirst());

      assertThatThrownBy(() -> executions.accept(pending, twice, Optional.empty()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().detail()).doesNotContain("INSERT"));

      assertThat(executions.find(pending.id())).isEmpty();
      assertThat(new JdbcFileStore(database).usedBytes(pending.owner())).isZero();
    }
  }

  @Test
  void fullDiskIsStorageUnavailableAndStoresNothing() {
    try (Database database = Database.sqlite(folder.resolve("imageflow.db"))) {
      JdbcExecutionStore executions = new JdbcExecutionStore(database);
      Execution pending = Samples.pending(1);
      allowNoMorePages(database, true);

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  Execution more = Samples.pending(i);
                  executions.accept(more, Samples.inputsOf(more), Optional.empty());
                }
              })
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));

      allowNoMorePages(database, false);
      executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
      assertThat(executions.find(pending.id())).contains(pending);
      assertThatCode(database::check).doesNotThrowAnyException();
    }
  }

  @Test
  void somethingThatIsNoDatabaseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("imageflow.db"), "no database ".repeat(1_000));

    assertThatThrownBy(() -> Database.sqlite(file))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    assertThatThrownBy(() -> Database.sqlite(folder)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SQLITE_BUSY",
        "SQLITE_BUSY_SNAPSHOT",
        "SQLITE_LOCKED",
        "SQLITE_FULL",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_READONLY_DBMOVED",
        "SQLITE_CANTOPEN"
      })
  void troubleWithTheFileIsUnavailable(SQLiteErrorCode code) {
    assertThat(new SqliteDialect().isUnavailable(new SQLiteException("trouble", code))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE_ERROR", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_MISMATCH"})
  void wrongStatementIsNotUnavailable(SQLiteErrorCode code) {
    assertThat(new SqliteDialect().isUnavailable(new SQLiteException("wrong", code))).isFalse();
  }

  private static String pragma(Sql sql, String name) {
    return sql.of("PRAGMA " + name).query(String.class).single();
  }

  private static void allowNoMorePages(Database database, boolean full) {
    String limit = "PRAGMA max_page_count = " + (full ? 1 : 1_000_000);
    database.inTransaction(sql -> sql.of(limit).query(Long.class).single());
  }
}
