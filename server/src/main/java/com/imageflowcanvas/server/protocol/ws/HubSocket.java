package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionUpdate;
import com.imageflowcanvas.server.json.Language;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client's line: who it is, what it watches, and a thread of its own that sends, so that a slow
 * one holds up nobody. Thread-safe.
 */
final class HubSocket {
  private static final Logger log = LoggerFactory.getLogger(HubSocket.class);
  private static final long STALL_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long PING_NANOS = Duration.ofSeconds(20).toNanos();

  private final WebSocketSession session;
  private final Language language;
  private final ExecutionMessages messages;
  private final JsonMapper json;
  private final Outbox outbox = new Outbox(System::nanoTime);
  private final Set<ExecutionId> watched = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Identity identity;
  private volatile long sendingSince;
  private volatile boolean sending;
  private volatile boolean gone;
  private volatile long pingedAt = System.nanoTime();

  HubSocket(
      WebSocketSession session, Language language, ExecutionMessages messages, JsonMapper json) {
    this.session = session;
    this.language = language;
    this.messages = messages;
    this.json = json;
  }

  /** Begins to send. */
  void start() {
    Thread.ofVirtual().name("socket-" + session.getId()).start(this::send);
  }

  Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  void identify(Identity who) {
    identity = who;
  }

  Set<ExecutionId> watched() {
    return watched;
  }

  /** From now on nobody is at the other end. */
  void go() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  void answer(ServerMessage message) {
    outbox.answer(message);
  }

  void news(ExecutionUpdate update, boolean ofAll) {
    outbox.news(update, ofAll);
  }

  void repeat(ExecutionId execution) {
    outbox.repeat(execution);
  }

  void forget(ExecutionId execution) {
    outbox.forget(execution);
  }

  void forgetAll() {
    outbox.forgetAll();
  }

  /** Closes after what was answered has been sent. */
  void close(CloseStatus status) {
    outbox.close(status);
  }

  /** Looks after the line once a second: keeps it alive, cuts it when nothing gets through. */
  void tend(long now) {
    if (sending && now - sendingSince > STALL_NANOS) {
      cut();
    } else if (!sending && now - pingedAt > PING_NANOS) {
      pingedAt = now;
      Thread.ofVirtual().start(this::ping);
    }
  }

  private void send() {
    try {
      while (session.isOpen()) {
        switch (outbox.take()) {
          case Outbox.Next.Answer next -> write(next.message());
          case Outbox.Next.News next ->
              write(
                  next.ofAll()
                      ? messages.toWatcherOfAll(next.update(), language)
                      : messages.toWatcher(next.update(), language));
          case Outbox.Next.Close next -> {
            session.close(next.status());
            return;
          }
        }
      }
    } catch (IOException e) {
      log.debug("socket {}: the client has gone", session.getId());
      cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("socket {}: sending failed", session.getId(), e);
      cut();
    }
  }

  private void write(ServerMessage message) throws IOException {
    TextMessage text = new TextMessage(json.writeValueAsBytes(message));
    sendingSince = System.nanoTime();
    sending = true;
    try {
      session.sendMessage(text);
    } finally {
      sending = false;
    }
  }

  private void ping() {
    try {
      session.sendMessage(new PingMessage());
    } catch (IOException | IllegalStateException e) {
      log.debug("socket {}: no ping gets through", session.getId());
    }
  }

  /** Ends the connection without the handshake that a client which does not read would hold up. */
  private void cut() {
    outbox.close(CloseCode.TOO_SLOW);
    if (session instanceof NativeWebSocketSession known) {
      @Nullable Session jetty = known.getNativeSession(Session.class);
      if (jetty != null) {
        jetty.disconnect();
      }
    }
  }

  /** Who is at the other end, by which token. */
  record Identity(String token, Authenticated of) {
    @Override
    public String toString() {
      return of.caller().username();
    }
  }
}
