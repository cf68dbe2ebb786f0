package com.imageflowcanvas.server;

import com.imageflowcanvas.server.config.ServerSettings;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;

/** What is printed when the server is ready: where it is, and what to try first. */
final class StartBanner {
  /** When the launcher began, in ms since 1970, so that the figure holds the start of the JVM. */
  private static final String LAUNCHED_AT = "imageflow.launched-at";

  private StartBanner() {}

  static void print(RunningServer server, ServerSettings settings) {
    String text =
        """

        ImageFlowCanvas is ready in %.1f s: %s
          API docs   %s/docs
          Data       %s
        """
            .formatted(
                startSeconds(),
                address(server, settings),
                address(server, settings),
                settings.dataDir());
    System.out.print(text);
    System.out.flush();
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
