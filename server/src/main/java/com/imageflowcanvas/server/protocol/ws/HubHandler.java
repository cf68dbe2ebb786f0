package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.SessionRevoked;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * The hub and the doors to single executions. Keeps a {@link Conversation} per socket and looks
 * after all of them once a second. Thread-safe.
 */
public final class HubHandler extends AbstractWebSocketHandler
    implements SubProtocolCapable, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(HubHandler.class);
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final int ASK_AGAIN_EVERY = 5;

  private final Hub hub;
  private final Function<String, Authenticated> tokens;
  private final ExecutionMessages messages;
  private final EventBus.Subscription revocations;
  private final Clock clock;
  private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();
  private volatile @Nullable Thread rounds;

  /**
   * @param tokens checks a token, and throws UNAUTHENTICATED when it is not good, or not any more
   */
  public HubHandler(
      ExecutionService executions,
      EventBus events,
      ComponentCatalog catalog,
      Function<String, Authenticated> tokens,
      Clock clock) {
    this.hub = new Hub(executions, events, clock);
    this.tokens = tokens;
    this.clock = clock;
    this.revocations = events.subscribe(SessionRevoked.class, this::hear);
    this.messages =
        new ExecutionMessages(
            executions, new ExecutionLabels(catalog), new ResourceMeter(System::nanoTime));
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of(Door.BEARER);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Door door = Door.of(session);
    HubSocket socket = new HubSocket(session, door.language(), messages, Json.MAPPER);
    Conversation conversation = new Conversation(socket, door, hub, tokens);
    conversations.put(session.getId(), conversation);
    conversation.begin();
    if (rounds == null) {
      socket.close(CloseCode.GOING_AWAY);
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    of(session).ifPresent(conversation -> conversation.hear(message.getPayload()));
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
    of(session).ifPresent(conversation -> conversation.socket().close(CloseCode.NOT_TEXT));
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Optional.ofNullable(conversations.remove(session.getId())).ifPresent(Conversation::end);
  }

  @Override
  public void start() {
    rounds = Thread.ofVirtual().name("hub-rounds").start(this::makeRounds);
  }

  /** Says goodbye to everybody. */
  @Override
  public void stop() {
    Optional.ofNullable(rounds).ifPresent(Thread::interrupt);
    rounds = null;
    conversations.values().forEach(each -> each.socket().close(CloseCode.GOING_AWAY));
    revocations.close();
    hub.close();
  }

  @Override
  public boolean isRunning() {
    return rounds != null;
  }

  private void hear(SessionRevoked revoked) {
    conversations.values().forEach(each -> each.revoked(revoked.session()));
  }

  private Optional<Conversation> of(WebSocketSession session) {
    return Optional.ofNullable(conversations.get(session.getId()));
  }

  private void makeRounds() {
    try {
      for (int n = 0; ; n++) {
        Thread.sleep(ROUND);
        boolean askAgain = n % ASK_AGAIN_EVERY == 0;
        try {
          Instant now = clock.instant();
          conversations.values().forEach(each -> each.round(askAgain, now));
          hub.readBack();
        } catch (RuntimeException e) {
          log.error("looking after the sockets failed; trying again", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
