package com.imageflowcanvas.server.protocol.ws;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** A socket without a line: keeps what is sent to it. */
final class RecordingSession implements WebSocketSession {
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private volatile boolean open = true;

  String next() throws InterruptedException {
    String text = next(2, TimeUnit.MINUTES);
    if (text == null) {
      throw new IllegalStateException("nothing was sent");
    }
    return text;
  }

  @Nullable String next(long timeout, TimeUnit unit) throws InterruptedException {
    return sent.poll(timeout, unit);
  }

  @Override
  public void sendMessage(WebSocketMessage<?> message) {
    if (message instanceof TextMessage text) {
      sent.add(text.getPayload());
    }
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public void close(CloseStatus status) {
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public String getId() {
    return "recording";
  }

  @Override
  public @Nullable URI getUri() {
    return null;
  }

  @Override
  public HttpHeaders getHandshakeHeaders() {
    return new HttpHeaders();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return new HashMap<>();
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return null;
  }

  @Override
  public @Nullable InetSocketAddress getLocalAddress() {
    return null;
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    return null;
  }

  @Override
  public @Nullable String getAcceptedProtocol() {
    return null;
  }

  @Override
  public void setTextMessageSizeLimit(int limit) {}

  @Override
  public int getTextMessageSizeLimit() {
    return 1;
  }

  @Override
  public void setBinaryMessageSizeLimit(int limit) {}

  @Override
  public int getBinaryMessageSizeLimit() {
    return 1;
  }

  @Override
  public List<WebSocketExtension> getExtensions() {
    return List.of();
  }
}
