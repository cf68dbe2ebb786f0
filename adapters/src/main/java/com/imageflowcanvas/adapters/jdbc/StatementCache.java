package com.imageflowcanvas.adapters.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Keeps a connection's prepared statements for the next use: SQLite's driver compiles each anew,
 * which takes a third of a short query's time. One thread at a time, as its connection.
 */
final class StatementCache implements InvocationHandler {
  private static final int CAPACITY = 64;

  private final Connection connection;
  private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>();

  private StatementCache(Connection connection) {
    this.connection = connection;
  }

  /** The same connections, each with a cache. */
  static DataSource over(DataSource source) {
    return new DelegatingDataSource(source) {
      @Override
      public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new StatementCache(super.getConnection()));
      }
    };
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    if (method.getName().equals("prepareStatement") && args != null && args.length == 1) {
      return prepare((String) args[0]);
    }
    return call(connection, method, args);
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
    AtomicBoolean lent = new AtomicBoolean(true);
    return proxy(
        PreparedStatement.class,
        (proxy, method, args) -> {
          if (method.getName().equals("close")) {
            if (lent.getAndSet(false)) {
              keep(sql, statement);
            }
            return null;
          }
          return call(statement, method, args);
        });
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
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

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
