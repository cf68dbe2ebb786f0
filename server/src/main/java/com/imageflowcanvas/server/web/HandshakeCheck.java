package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.WebUtils;

/** Answers requests that are no handshakes, or come from pages that may not, as REST does. */
public final class HandshakeCheck implements HandshakeInterceptor {
  private static final String VERSION = "13";

  private final List<String> origins;

  /**
   * @param origins of other pages that may connect
   */
  public HandshakeCheck(List<String> origins) {
    this.origins = origins;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    Optional<Exception> refusal = refusal(request);
    if (refusal.isPresent()
        && request instanceof ServletServerHttpRequest from
        && response instanceof ServletServerHttpResponse to) {
      ProblemWriter.write(from.getServletRequest(), to.getServletResponse(), refusal.get());
    }
    return refusal.isEmpty();
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}

  private Optional<Exception> refusal(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    if (!request.getMethod().equals(HttpMethod.GET)) {
      return Optional.of(
          new HttpRequestMethodNotSupportedException(request.getMethod().name(), List.of("GET")));
    }
    if (!"websocket".equalsIgnoreCase(headers.getUpgrade())
        || headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)) {
      return refusal(ErrorCode.INVALID_REQUEST, "not a WebSocket (expected: Upgrade: websocket)");
    }
    if (!VERSION.equals(headers.getFirst("Sec-WebSocket-Version"))) {
      return refusal(
          ErrorCode.INVALID_REQUEST, "Sec-WebSocket-Version: (expected: " + VERSION + ")");
    }
    if (headers.getFirst("Sec-WebSocket-Key") == null) {
      return refusal(ErrorCode.INVALID_REQUEST, "Sec-WebSocket-Key: missing");
    }
    return WebUtils.isSameOrigin(request) || WebUtils.isValidOrigin(request, origins)
        ? Optional.empty()
        : refusal(ErrorCode.FORBIDDEN, "Origin: (expected: this server, or http.allowed_origins)");
  }

  private static Optional<Exception> refusal(ErrorCode code, String detail) {
    return Optional.of(new ProblemException(code, detail));
  }
}
