package com.imageflowcanvas.server.protocol.ws;

import java.time.Duration;
import java.util.List;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Where the sockets come in. A browser may come from our own pages or from the origins that are
 * set; other clients send no origin.
 */
public final class WebSocketRoutes implements WebSocketConfigurer {
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** Longer than the pause between our pings, so that only a dead line is idle. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final HubHandler hub;
  private final List<String> origins;
  private final HandshakeInterceptor check;

  /**
   * @param origins of other pages that may connect, for example {@code https://example.com}
   * @param check refuses what is no handshake
   */
  public WebSocketRoutes(HubHandler hub, List<String> origins, HandshakeInterceptor check) {
    this.hub = hub;
    this.origins = List.copyOf(origins);
    this.check = check;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    JettyRequestUpgradeStrategy jetty = new JettyRequestUpgradeStrategy();
    jetty.addWebSocketConfigurer(
        socket -> {
          socket.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
          socket.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
          socket.setIdleTimeout(IDLE);
        });
    registry
        .addHandler(hub, Door.HUB, Door.EXECUTION, Door.EXECUTION_V1)
        .setHandshakeHandler(new DefaultHandshakeHandler(jetty))
        .addInterceptors(check)
        .setAllowedOrigins(origins.toArray(String[]::new));
  }
}
