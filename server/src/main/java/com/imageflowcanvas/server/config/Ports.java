package com.imageflowcanvas.server.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/** Looks whether the ports can be had, before anything is started. */
public final class Ports {
  private Ports() {}

  /**
   * @throws StartException naming every port that is taken
   */
  public static void check(ServerSettings settings) {
    List<String> taken =
        settings.ports().stream().flatMap(port -> problem(settings, port).stream()).toList();
    if (!taken.isEmpty()) {
      throw new StartException(taken);
    }
  }

  private static Optional<String> problem(ServerSettings settings, ServerSettings.Port port) {
    InetSocketAddress address =
        new InetSocketAddress(settings.network().bindAddress(), port.number());
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return Optional.empty();
    } catch (IOException e) {
      String where = address.getAddress().getHostAddress() + ":" + port.number();
      return Optional.of(
          "%s: %s cannot be listened on, it is in use or not ours (set %s to a free port)"
              .formatted(port.key(), where, port.environmentName()));
    }
  }
}
