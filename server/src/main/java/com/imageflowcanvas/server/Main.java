package com.imageflowcanvas.server;

import com.imageflowcanvas.server.config.DataFolder;
import com.imageflowcanvas.server.config.Logging;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.config.SettingsException;
import com.imageflowcanvas.server.config.StartException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program. Exit codes: 0 stopped on request, 1 cannot start, 2 settings are wrong. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      ServerSettings settings = ServerSettings.load();
      Logging.start(settings.logLevel());
      // what libraries unpack goes where the next start removes it, even after a kill
      System.setProperty("java.io.tmpdir", DataFolder.temporary(settings.dataDir()).toString());
      warnOfEndpoints(settings);
      RunningServer server = RunningServer.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      StartBanner.print(server, settings);
      server.awaitClose();
    } catch (SettingsException e) {
      exit(2, e.problems());
    } catch (StartException e) {
      exit(1, e.lines());
    } catch (RuntimeException e) {
      log.error("cannot start", e);
      exit(1, List.of("cannot start; the log says why"));
    }
  }

  private static void warnOfEndpoints(ServerSettings settings) {
    settings
        .services()
        .forEach(
            (name, service) ->
                service
                    .endpoint()
                    .ifPresent(
                        endpoint ->
                            log.warn(
                                "services.{}.endpoint: {} has no effect yet; the step runs in this"
                                    + " process",
                                name,
                                endpoint)));
  }

  private static void exit(int code, List<String> lines) {
    lines.forEach(line -> System.err.println("imageflow: " + line));
    System.exit(code);
  }
}
