package com.imageflowcanvas.it.rest;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server for all tests that leave it as they found it, with one worker, so that work queues.
 */
final class SharedServer implements BeforeAllCallback {
  static final String PASSWORD = "a long enough Password 1";

  private static @Nullable Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(SharedServer.class))
            .computeIfAbsent(Running.class, key -> new Running(), Running.class);
  }

  /** The API for the admin. */
  Api admin() {
    return running().api;
  }

  /** Port of gRPC. */
  int grpcPort() {
    return running().process.grpcPort();
  }

  Path data() {
    return running().data;
  }

  /** A new user with this role, logged in. */
  User user(String role) throws Exception {
    String name =
        role.replace("pipeline_", "") + "-" + UUID.randomUUID().toString().substring(0, 8);
    Api.Answer created =
        admin()
            .post(
                "/v1/users",
                Map.of("username", name, "password", PASSWORD, "roles", List.of(role)));
    if (created.status() != 201) {
      throw new IllegalStateException(created.toString());
    }
    String id = created.json().path("id").asString();
    return new User(id, name, admin().login(name, PASSWORD));
  }

  private static Running running() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  /** Somebody with an account. */
  record User(String id, String name, Api api) {}

  private static final class Running implements AutoCloseable {
    final Path data;
    final ServerProcess process;
    final Api api;

    Running() {
      try {
        data = Files.createTempDirectory("rest-contract");
        process = ServerProcess.start(data, Map.of("IMAGEFLOW_EXECUTION_WORKERS", "1"));
        api = process.api();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws Exception {
      process.close();
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
