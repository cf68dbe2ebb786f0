package com.imageflowcanvas.adapters.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Remembers every statement that is prepared on connections. */
final class StatementRecorder {
  private final Set<String> statements = Collections.synchronizedSet(new TreeSet<>());

  Connection around(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("prepareStatement")) {
                statements.add((String) args[0]);
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  Set<String> statements() {
    return new TreeSet<>(statements);
  }
}
