package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.protocol.ws.HubHandler;
import com.imageflowcanvas.server.protocol.ws.WebSocketRoutes;
import com.imageflowcanvas.server.web.HandshakeCheck;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;

/** The WebSocket doors. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
public class WebSocketWiring {
  @Bean
  HubHandler hubHandler(
      ExecutionService executions,
      EventBus events,
      ComponentCatalog catalog,
      TokenAuthenticator tokens,
      Clock clock) {
    return new HubHandler(executions, events, catalog, tokens::authenticate, clock);
  }

  @Bean
  WebSocketRoutes webSocketRoutes(HubHandler hub, ServerSettings settings) {
    List<String> origins = settings.network().allowedOrigins();
    return new WebSocketRoutes(hub, origins, new HandshakeCheck(origins));
  }
}
