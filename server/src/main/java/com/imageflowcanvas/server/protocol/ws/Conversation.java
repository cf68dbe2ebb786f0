package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** What is said with one client: who it is, what it wants to watch. */
final class Conversation {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_WATCHED = 1_000;
  private static final int MAX_MESSAGES_A_ROUND = 200;

  private final HubSocket socket;
  private final Door door;
  private final Hub hub;
  private final Function<String, Authenticated> tokens;
  private final AtomicInteger heardThisRound = new AtomicInteger();

  Conversation(HubSocket socket, Door door, Hub hub, Function<String, Authenticated> tokens) {
    this.socket = socket;
    this.door = door;
    this.hub = hub;
    this.tokens = tokens;
  }

  HubSocket socket() {
    return socket;
  }

  /** Greets: a client without a token has to send one soon. */
  void begin() {
    socket.start();
    door.token().ifPresentOrElse(this::identify, () -> Thread.startVirtualThread(this::waitForWho));
  }

  /** Does what the client says. */
  void hear(String text) {
    if (heardThisRound.incrementAndGet() > MAX_MESSAGES_A_ROUND) {
      socket.close(CloseCode.TOO_MUCH);
      return;
    }
    @Nullable String about = null;
    try {
      ClientMessage message = ClientMessage.read(text);
      if (message instanceof ClientMessage.Watch watch) {
        about = watch.execution().value();
      }
      hear(message);
    } catch (ProblemException e) {
      refuse(about, e.problem());
    }
  }

  /** A second has passed: whoever has lost the right to listen hears no more. */
  void round(boolean askAgain, Instant now) {
    heardThisRound.set(0);
    socket.tend(System.nanoTime());
    socket
        .identity()
        .filter(who -> askAgain || !now.isBefore(who.of().expiresAt()))
        .ifPresent(this::checkStillValid);
  }

  /** A login has been revoked; perhaps it was this client's. */
  void revoked(SessionId session) {
    socket
        .identity()
        .filter(who -> who.of().session().equals(session))
        .ifPresent(this::checkStillValid);
  }

  void end() {
    hub.leave(socket);
    socket.close(CloseStatus.NORMAL);
  }

  private void hear(ClientMessage message) {
    if (message instanceof ClientMessage.Auth auth) {
      identify(auth.token());
      return;
    }
    if (socket.identity().isEmpty()) {
      refuse(null, Problem.of(ErrorCode.UNAUTHENTICATED, "no token yet (expected: auth first)"));
      socket.close(CloseCode.UNAUTHENTICATED);
      return;
    }
    switch (message) {
      case ClientMessage.Auth ignored -> throw new IllegalStateException("handled above");
      case ClientMessage.Watch watch -> watch(watch.execution());
      case ClientMessage.Unwatch unwatch -> hub.unwatch(socket, unwatch.execution());
      case ClientMessage.WatchScope watch -> {
        switch (watch.scope()) {
          case EXECUTIONS -> hub.watchAll(socket);
        }
      }
      case ClientMessage.UnwatchScope unwatch -> {
        switch (unwatch.scope()) {
          case EXECUTIONS -> hub.unwatchAll(socket);
        }
      }
      case ClientMessage.Ping ignored -> socket.answer(new ServerMessage.Pong());
    }
  }

  /** Takes the token; a later one replaces it, so that a socket can outlive its first token. */
  private void identify(String token) {
    boolean first = socket.identity().isEmpty();
    try {
      HubSocket.Identity who = new HubSocket.Identity(token, tokens.apply(token));
      if (!who.of().caller().has(Role.VIEWER)) {
        socket.close(CloseCode.FORBIDDEN);
        return;
      }
      socket.identify(who);
    } catch (ProblemException e) {
      refuse(null, e.problem());
      socket.close(CloseCode.UNAUTHENTICATED);
      return;
    }
    if (first) {
      door.execution().ifPresent(this::watchAtTheDoor);
    }
  }

  private void watchAtTheDoor(ExecutionId execution) {
    try {
      hub.watch(socket, execution);
    } catch (ProblemException e) {
      refuse(execution.value(), e.problem());
      socket.close(
          e.problem().code() == ErrorCode.NOT_FOUND
              ? CloseCode.NOT_FOUND
              : CloseStatus.SERVICE_RESTARTED);
    }
  }

  private void watch(ExecutionId execution) {
    if (socket.watched().size() >= MAX_WATCHED && !socket.watched().contains(execution)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "watched: "
              + MAX_WATCHED
              + " executions (expected: no more; unwatch some, or watch all)");
    }
    hub.watch(socket, execution);
  }

  private void checkStillValid(HubSocket.Identity who) {
    try {
      socket.identify(new HubSocket.Identity(who.token(), tokens.apply(who.token())));
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.UNAUTHENTICATED) {
        refuse(null, e.problem());
        socket.close(CloseCode.UNAUTHENTICATED);
      }
    }
  }

  private void waitForWho() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (socket.identity().isEmpty()) {
      socket.close(CloseCode.UNAUTHENTICATED);
    }
  }

  private void refuse(@Nullable String executionId, Problem problem) {
    socket.answer(
        new ServerMessage.Refused(
            executionId,
            new ServerMessage.ErrorBody(
                problem.code().name(),
                problem.detail(),
                problem.errors().isEmpty() ? null : problem.errors(),
                problem.retryAfter().map(Duration::toSeconds).orElse(null))));
  }
}
