package com.imageflowcanvas.server.running;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a server: one for all of them, started when the first asks. */
public final class WithServer implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(WithServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestServer.class;
  }

  @Override
  public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, type -> Running.start(), Running.class)
        .server();
  }

  /** A server, or why there is none: it is not tried again for every test. */
  private record Running(@Nullable TestServer started, @Nullable Exception failure)
      implements AutoCloseable {
    static Running start() {
      try {
        return new Running(TestServer.start(), null);
      } catch (Exception e) {
        return new Running(null, e);
      }
    }

    TestServer server() {
      if (started == null) {
        throw new IllegalStateException("the server does not start", failure);
      }
      return started;
    }

    @Override
    public void close() {
      if (started != null) {
        started.close();
      }
    }
  }
}
