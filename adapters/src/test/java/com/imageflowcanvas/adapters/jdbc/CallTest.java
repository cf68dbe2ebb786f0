package com.imageflowcanvas.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallTest {
  private static final String ADD =
      "INSERT INTO secrets (id, purpose, material, created_at, first) VALUES (?, ?, '', ?, 0)";
  private static final String ALL = "SELECT id, created_at FROM secrets ORDER BY id";

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("imageflow.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void parametersGoInTheirOrder() {
    add("b", 2);
    add("a", 1);

    assertThat(
            database.<Object>read(
                sql -> sql.call(ALL).list(row -> row.getString(1) + row.getLong(2))))
        .asString()
        .isEqualTo("[a1, b2]");
    assertThat(database.<Object>read(sql -> sql.call(ALL).first(row -> row.getString(1))))
        .asString()
        .contains("a");
  }

  @Test
  void statementThatFailsCanBeUsedAgain() {
    add("a", 1);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> add("a", 1)).isInstanceOf(ProblemException.class);
    }
    assertThat(add("b", 2)).isEqualTo(1);
  }

  @Test
  void rowThatCannotBeReadLeavesTheStatementUsable() {
    add("a", 1);
    for (int i = 0; i < 100; i++) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  database.read(
                      sql ->
                          sql.call(ALL)
                              .list(
                                  row -> {
                                    throw new IllegalStateException("no number");
                                  })));
    }
    assertThat(database.<Object>read(sql -> sql.call(ALL).list(row -> row.getString(1))))
        .asString()
        .isEqualTo("[a]");
  }

  @Test
  void statementThatIsInUseIsNotGivenTwice() {
    add("a", 1);
    add("b", 2);

    Object nested =
        database.<Object>read(
            sql ->
                sql.call(ALL)
                    .list(
                        row -> row.getString(1) + sql.call(ALL).list(inner -> inner.getString(1))));

    assertThat(nested).asString().isEqualTo("[a[a, b], b[a, b]]");
  }

  private int add(String id, long at) {
    return database.inTransaction(sql -> sql.call(ADD).set(id).set("test").set(at).update());
  }
}
