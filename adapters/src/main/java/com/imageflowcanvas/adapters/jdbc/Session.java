package com.imageflowcanvas.adapters.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open connection with its statements. One thread at a time. */
final class Session implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final Connection connection;
  private final Statements statements;
  private final Sql sql;

  Session(Connection connection) {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.sql = new Sql(statements);
  }

  Sql sql() {
    return sql;
  }

  /** Runs a statement without parameters and without rows. */
  void execute(String text) throws SQLException {
    PreparedStatement statement = statements.take(text);
    statement.execute();
    statements.giveBack(text, statement);
  }

  /** Closes it; a transaction that is open has never been. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("a connection that is thrown away cannot be closed", e);
    }
  }
}
