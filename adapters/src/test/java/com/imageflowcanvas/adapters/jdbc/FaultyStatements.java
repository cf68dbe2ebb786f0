package com.imageflowcanvas.adapters.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Makes statements fail, as a disk would, and remembers those that ran. */
final class FaultyStatements {
  private final Map<String, SQLiteErrorCode> faults = new ConcurrentHashMap<>();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  /** From now on this statement ends the transaction, as SQLite does, and fails. */
  void fail(String sql, SQLiteErrorCode code) {
    faults.put(sql, code);
  }

  void heal() {
    faults.clear();
  }

  List<String> ran() {
    return List.copyOf(ran);
  }

  Connection around(Connection connection) {
    return proxy(
        Connection.class,
        (method, args) -> {
          Object answer = call(connection, method, args);
          return answer instanceof PreparedStatement statement
              ? statement(connection, (String) args[0], statement)
              : answer;
        });
  }

  private PreparedStatement statement(
      Connection connection, String sql, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (method, args) -> {
          if (method.getName().startsWith("execute")) {
            ran.add(sql);
            SQLiteErrorCode fault = faults.get(sql);
            if (fault != null) {
              if (!sql.startsWith("BEGIN")) {
                rollBack(connection);
              }
              throw new SQLiteException("no", fault);
            }
          }
          return call(statement, method, args);
        });
  }

  private static void rollBack(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private interface Handler {
    @Nullable Object handle(Method method, Object[] args) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> handler.handle(method, args)));
  }
}
