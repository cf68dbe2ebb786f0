package com.imageflowcanvas.server.running;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.UserService;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.RunningServer;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.config.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The server in this JVM, on free ports, over a temporary folder. */
public final class TestServer implements AutoCloseable {
  private static final String PASSWORD = "test-Password-1!";

  private final Path data;
  private final RunningServer server;
  private final Map<Role, String> tokens = new ConcurrentHashMap<>();

  private TestServer(Path data, RunningServer server) {
    this.data = data;
    this.server = server;
  }

  public static TestServer start() throws IOException, SettingsException {
    Path data = Files.createTempDirectory("imageflow-test-");
    Map<String, String> environment = new HashMap<>();
    for (String port : new String[] {"HTTP", "GRPC", "RESIZE", "AI_DETECTION", "FILTER"}) {
      environment.put("IMAGEFLOW_" + port + "_PORT", "0");
    }
    environment.put("IMAGEFLOW_DATA_DIR", data.toString());
    environment.put("IMAGEFLOW_ADMIN_PASSWORD", PASSWORD);
    environment.put("IMAGEFLOW_LIMITS_IMAGE_SIZE", "2MB");
    environment.put("IMAGEFLOW_EXECUTION_WORKERS", "2");
    environment.put("IMAGEFLOW_HTTP_ALLOWED_ORIGINS", "https://friend.example");
    return new TestServer(data, RunningServer.start(ServerSettings.load(environment, data)));
  }

  /** A client that is logged in as a user of that role, the same one for all who ask. */
  public TestClient as(Role role) {
    return new TestClient("127.0.0.1", server.httpPort(), token(role));
  }

  /** A client without a token. */
  public TestClient anonymous() {
    return new TestClient("127.0.0.1", server.httpPort(), "");
  }

  /** Another login of the user of that role. */
  public AccountService.Tokens login(Role role) {
    token(role);
    return bean(AccountService.class).login(username(role), PASSWORD, address());
  }

  public <T> T bean(Class<T> type) {
    return server.context().getBean(type);
  }

  public Path data() {
    return data;
  }

  @Override
  public void close() {
    server.close();
    try {
      while (Files.exists(data)) {
        removeWhatIsThere();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample images may still be painted: what comes or goes meanwhile is looked at again. */
  private void removeWhatIsThere() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      Thread.onSpinWait();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    }
  }

  private String token(Role role) {
    return tokens.computeIfAbsent(
        role,
        made -> {
          if (role != Role.ADMIN) {
            create(role);
          }
          return bean(AccountService.class)
              .login(username(role), PASSWORD, address())
              .accessToken();
        });
  }

  private void create(Role role) {
    try {
      bean(UserService.class)
          .create(new Actor(Caller.SYSTEM, address()), username(role), PASSWORD, Set.of(role));
    } catch (ProblemException e) {
      if (e.problem().code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private static String username(Role role) {
    return role == Role.ADMIN ? "admin" : role.name().toLowerCase(Locale.ROOT);
  }

  private static InetAddress address() {
    return InetAddress.getLoopbackAddress();
  }
}
