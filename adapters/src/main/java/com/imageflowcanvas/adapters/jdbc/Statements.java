package com.imageflowcanvas.adapters.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection's prepared statements for the next use: SQLite's driver compiles each anew,
 * which takes a third of a short query's time. One thread at a time, as its connection.
 */
final class Statements {
  private static final int CAPACITY = 64;

  private final Connection connection;
  private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** A statement that nobody else has until it is given back. */
  PreparedStatement take(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept == null ? connection.prepareStatement(sql) : kept;
  }

  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    statement.clearParameters();
    statement.clearBatch();
    PreparedStatement twin = idle.put(sql, statement);
    if (twin != null) {
      twin.close();
    }
    if (idle.size() > CAPACITY) {
      // the one that has been idle longest
      idle.pollFirstEntry().getValue().close();
    }
  }

  /** The connection, for those who prepare and close statements as usual. */
  Connection asConnection() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) ->
                method.getName().equals("prepareStatement") && args != null && args.length == 1
                    ? lent((String) args[0])
                    : call(connection, method, args));
  }

  private PreparedStatement lent(String sql) throws SQLException {
    PreparedStatement statement = take(sql);
    AtomicBoolean lent = new AtomicBoolean(true);
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PreparedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, args) -> {
              if (method.getName().equals("close")) {
                if (lent.getAndSet(false)) {
                  giveBack(sql, statement);
                }
                return null;
              }
              return call(statement, method, args);
            });
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
