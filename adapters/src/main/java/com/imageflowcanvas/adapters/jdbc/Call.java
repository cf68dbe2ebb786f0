package com.imageflowcanvas.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * A statement whose parameters are given one after the other, in its order; for the statements that
 * every execution goes through. Run it once.
 */
final class Call {
  private final Statements statements;
  private final String sql;
  private final PreparedStatement statement;
  private int parameters;

  Call(Statements statements, String sql) {
    this.statements = statements;
    this.sql = sql;
    try {
      this.statement = statements.take(sql);
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  /** Reads one row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Call set(@Nullable String value) {
    try {
      statement.setString(++parameters, value);
      return this;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  Call set(long value) {
    try {
      statement.setLong(++parameters, value);
      return this;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  Call set(@Nullable Long value) {
    if (value != null) {
      return set(value.longValue());
    }
    try {
      statement.setNull(++parameters, Types.BIGINT);
      return this;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the number of changed rows. */
  int update() {
    return run(PreparedStatement::executeUpdate);
  }

  <T> List<T> list(Reader<T> reader) {
    return run(
        ready -> {
          try (ResultSet rows = ready.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(reader.read(rows));
            }
            return found;
          }
        });
  }

  /** The first row; others are not looked at. */
  <T> Optional<T> first(Reader<T> reader) {
    return run(
        ready -> {
          try (ResultSet rows = ready.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
          }
        });
  }

  private interface Use<T> {
    T of(PreparedStatement ready) throws SQLException;
  }

  private <T> T run(Use<T> use) {
    try {
      return use.of(statement);
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      giveBack();
    }
  }

  private void giveBack() {
    try {
      if (!statement.isClosed()) {
        statements.giveBack(sql, statement);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** How the statement stands is not known, so nobody else gets it. */
  private UncategorizedSQLException failed(SQLException e) {
    try {
      statement.close();
    } catch (SQLException more) {
      e.addSuppressed(more);
    }
    return failure(sql, e);
  }

  private static UncategorizedSQLException failure(String sql, SQLException e) {
    return new UncategorizedSQLException("a statement", sql, e);
  }
}
