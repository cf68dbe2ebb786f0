package com.imageflowcanvas.server;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.config.DataFolder;
import com.imageflowcanvas.server.config.Ports;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.config.StartException;
import com.imageflowcanvas.server.health.Readiness;
import com.imageflowcanvas.server.wiring.ServerWiring;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/** A server in this process, from its start until it is closed. */
public final class RunningServer implements AutoCloseable {
  /** What the libraries that read properties have to know. */
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "springdoc.api-docs.path", "/openapi.json",
          "springdoc.default-produces-media-type", "application/json",
          "springdoc.default-consumes-media-type", "application/json",
          "springdoc.writer-with-order-by-keys", "true");

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final CountDownLatch closed = new CountDownLatch(1);

  private RunningServer(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts everything; ready for work when it returns.
   *
   * @throws StartException when it cannot, with the line to show
   */
  public static RunningServer start(ServerSettings settings) {
    Ports.check(settings);
    DataFolder data = DataFolder.open(settings.dataDir());
    RunningServer server = new RunningServer(context(settings, data));
    try {
      server.context.refresh();
      server.context.getBean(Readiness.class).warmUp();
      return server;
    } catch (Exception e) {
      server.context.close();
      data.close();
      throw startException(e);
    }
  }

  private static AnnotationConfigServletWebServerApplicationContext context(
      ServerSettings settings, DataFolder data) {
    AnnotationConfigServletWebServerApplicationContext context =
        new AnnotationConfigServletWebServerApplicationContext();
    StandardServletEnvironment environment = new StandardServletEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("imageflow", PROPERTIES));
    context.setEnvironment(environment);
    context.registerBean(ServerSettings.class, () -> settings);
    context.registerBean(DataFolder.class, () -> data);
    context.register(ServerWiring.class);
    return context;
  }

  private static RuntimeException startException(Exception e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof StartException known) {
        return known;
      }
      if (cause instanceof ProblemException problem) {
        return new StartException(problem.problem().detail(), e);
      }
      if (cause instanceof PortInUseException port) {
        return new StartException("port " + port.getPort() + " is in use", e);
      }
      cause = cause.getCause();
    }
    return new IllegalStateException(NestedExceptionUtils.getMostSpecificCause(e).getMessage(), e);
  }

  /** The port that HTTP is served on, which may have been chosen at the start. */
  public int httpPort() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /** Where the beans are, for tests and for the program itself. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /** Waits until somebody closes the server. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** Lets requests in progress finish, then stops everything. */
  @Override
  public void close() {
    if (context.isActive()) {
      context.getBean(Readiness.class).stop();
    }
    context.close();
    closed.countDown();
  }
}
