package com.imageflowcanvas.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir Path folder;

  @Test
  void everyTakenPortIsNamedWithItsVariable() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket http = new ServerSocket(0, 1, loopback);
        ServerSocket filter = new ServerSocket(0, 1, loopback)) {
      Map<String, String> environment = new HashMap<>();
      for (String port : new String[] {"GRPC", "RESIZE", "AI_DETECTION"}) {
        environment.put("IMAGEFLOW_" + port + "_PORT", "0");
      }
      environment.put("IMAGEFLOW_HTTP_PORT", String.valueOf(http.getLocalPort()));
      environment.put("IMAGEFLOW_FILTER_PORT", String.valueOf(filter.getLocalPort()));
      ServerSettings settings = ServerSettings.load(environment, folder);
      StartException e = catchThrowableOfType(StartException.class, () -> Ports.check(settings));
      assertThat(e.lines()).hasSize(2);
      assertThat(e.lines().getFirst()).contains("http.port", "IMAGEFLOW_HTTP_PORT");
      assertThat(e.lines().getLast()).contains("filter.port", "IMAGEFLOW_FILTER_PORT");
    }
  }

  @Test
  void freePortsAreFine() throws SettingsException {
    Map<String, String> environment = new HashMap<>();
    for (String port : new String[] {"HTTP", "GRPC", "RESIZE", "AI_DETECTION", "FILTER"}) {
      environment.put("IMAGEFLOW_" + port + "_PORT", "0");
    }
    Ports.check(ServerSettings.load(environment, folder));
  }
}
