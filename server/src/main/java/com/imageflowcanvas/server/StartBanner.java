package com.imageflowcanvas.server;

import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.security.FirstAdmin;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.Optional;

/** What is printed when the server is ready: where it is, and what to try first. */
final class StartBanner {
  /** When the launcher began, in ms since 1970, so that the figure holds the start of the JVM. */
  private static final String LAUNCHED_AT = "imageflow.launched-at";

  private StartBanner() {}

  static void print(RunningServer server, ServerSettings settings) {
    String address = address(server, settings);
    Optional<String> made = server.context().getBean(FirstAdmin.class).randomPassword();
    String password =
        made.or(() -> settings.adminPassword().map(set -> "the one in IMAGEFLOW_ADMIN_PASSWORD"))
            .orElse("the one of the first start");
    System.out.print(
        """

        ImageFlowCanvas is ready in %.1f s: %s
          Log in     admin, password: %s%s
          Try it     %s
          API docs   %s/docs
          Data       %s
        """
            .formatted(
                startSeconds(),
                address,
                password,
                made.isPresent() ? "   (shown only now)" : "",
                curl(address, made, settings),
                address,
                settings.dataDir()));
    System.out.flush();
  }

  /** One line for a shell: logs in, and blurs the faces in a sample. */
  private static String curl(String address, Optional<String> password, ServerSettings settings) {
    String login =
        "{\\\"username\\\":\\\"admin\\\",\\\"password\\\":\\\"%s\\\"}"
            .formatted(password.orElse("$IMAGEFLOW_ADMIN_PASSWORD"));
    return """
    curl -s %1$s/v1/executions -F pipeline_id=blur-faces -F input_files=@'%2$s' \
    -H "Authorization: Bearer $(curl -s %1$s/v1/auth/login -H 'Content-Type: application/json' \
    -d "%3$s" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')\"\
    """
        .formatted(
            address, settings.dataDir().resolve("samples").resolve("sample-people.jpg"), login);
  }

  static String address(RunningServer server, ServerSettings settings) {
    InetAddress bound = settings.network().bindAddress();
    String host = bound.isAnyLocalAddress() ? "localhost" : bound.getHostAddress();
    return "%s://%s:%d"
        .formatted(
            settings.network().tls().isPresent() ? "https" : "http",
            host.contains(":") ? "[" + host + "]" : host,
            server.httpPort());
  }

  private static double startSeconds() {
    long started = Long.getLong(LAUNCHED_AT, ManagementFactory.getRuntimeMXBean().getStartTime());
    return Math.max(0, System.currentTimeMillis() - started) / 1000.0;
  }
}
