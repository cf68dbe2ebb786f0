package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.server.json.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketSession;

/**
 * What a client's handshake says: where it came in, its token, its language.
 *
 * @param execution the one that is watched from the beginning; empty at the hub
 */
record Door(Optional<ExecutionId> execution, Optional<String> token, Language language) {
  static final String HUB = "/v1/ws";
  static final String EXECUTION = "/ws/execution/*";
  static final String EXECUTION_V1 = "/v1/ws/execution/*";

  /** The subprotocol behind which browsers put their token, as they cannot set headers. */
  static final String BEARER = "bearer";

  static Door of(WebSocketSession session) {
    HttpHeaders headers = session.getHandshakeHeaders();
    String path = session.getUri() == null ? "" : session.getUri().getPath();
    return new Door(
        path.contains("/execution/")
            ? Optional.of(new ExecutionId(path.substring(path.lastIndexOf('/') + 1)))
            : Optional.empty(),
        token(headers),
        Language.ofAcceptLanguage(headers.getFirst(HttpHeaders.ACCEPT_LANGUAGE)));
  }

  private static Optional<String> token(HttpHeaders headers) {
    @Nullable String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(authorization.substring(7).strip());
    }
    List<String> protocols =
        headers.getOrEmpty("Sec-WebSocket-Protocol").stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(String::strip)
            .toList();
    int bearer = protocols.indexOf(BEARER);
    return bearer >= 0 && bearer + 1 < protocols.size()
        ? Optional.of(protocols.get(bearer + 1))
        : Optional.empty();
  }
}
