package com.imageflowcanvas.server;

import com.imageflowcanvas.server.config.Logging;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.config.SettingsException;
import com.imageflowcanvas.server.config.StartException;
import java.util.List;

/** The program. Exit codes: 0 stopped on request, 1 cannot start, 2 settings are wrong. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      ServerSettings settings = ServerSettings.load();
      Logging.start(settings.logLevel());
      RunningServer server = RunningServer.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      StartBanner.print(server, settings);
      server.awaitClose();
    } catch (SettingsException e) {
      exit(2, e.problems());
    } catch (StartException e) {
      exit(1, e.lines());
    }
  }

  private static void exit(int code, List<String> lines) {
    lines.forEach(line -> System.err.println("imageflow: " + line));
    System.exit(code);
  }
}
