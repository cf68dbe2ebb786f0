package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionUpdate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches what. Hears the news of all executions once and hands them to the sockets that want
 * them; an end whose news got lost is read back from the store. Thread-safe.
 */
final class Hub implements AutoCloseable {
  private static final long SILENCE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int SHOWN_AT_FIRST = 100;

  private final ExecutionService executions;
  private final Clock clock;
  private final EventBus.Subscription subscription;
  private final Map<ExecutionId, Topic> topics = new ConcurrentHashMap<>();
  private final Set<HubSocket> watchersOfAll = ConcurrentHashMap.newKeySet();

  Hub(ExecutionService executions, EventBus events, Clock clock) {
    this.executions = executions;
    this.clock = clock;
    this.subscription = events.subscribe(ExecutionUpdate.class, this::hear);
  }

  /**
   * Tells the socket of this execution, from how it stands now until it is told no more.
   *
   * @throws ProblemException NOT_FOUND
   */
  void watch(HubSocket socket, ExecutionId id) {
    if (!socket.watched().add(id)) {
      socket.repeat(id);
    }
    topics.compute(
        id,
        (key, topic) -> {
          Topic with = topic == null ? new Topic() : topic;
          with.sockets.add(socket);
          return with;
        });
    if (socket.isGone()) {
      // it left while it was added
      unwatch(socket, id);
      return;
    }
    try {
      // read after the subscription, so that nothing falls between
      socket.news(current(id), false);
    } catch (ProblemException e) {
      unwatch(socket, id);
      throw e;
    }
  }

  void unwatch(HubSocket socket, ExecutionId id) {
    socket.watched().remove(id);
    socket.forget(id);
    topics.computeIfPresent(
        id,
        (key, topic) -> {
          topic.sockets.remove(socket);
          return topic.sockets.isEmpty() ? null : topic;
        });
  }

  /** Tells the socket of all executions, beginning with those that have not ended. */
  void watchAll(HubSocket socket) {
    watchersOfAll.add(socket);
    if (socket.isGone()) {
      unwatchAll(socket);
      return;
    }
    for (ExecutionState state : List.of(ExecutionState.RUNNING, ExecutionState.PENDING)) {
      executions.list(unfinished(state)).executions().stream()
          .flatMap(row -> stillThere(row.id()).stream())
          .forEach(update -> socket.news(update, true));
    }
  }

  /** Empty when it was deleted since it was listed. */
  private Optional<ExecutionUpdate> stillThere(ExecutionId id) {
    try {
      return Optional.of(current(id));
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void unwatchAll(HubSocket socket) {
    watchersOfAll.remove(socket);
    socket.forgetAll();
  }

  /** The socket has gone; what it still asks for is not watched. */
  void leave(HubSocket socket) {
    socket.go();
    watchersOfAll.remove(socket);
    List.copyOf(socket.watched()).forEach(id -> unwatch(socket, id));
  }

  /** Whether the socket is told of anything. */
  boolean isTold(HubSocket socket) {
    return watchersOfAll.contains(socket)
        || topics.values().stream().anyMatch(topic -> topic.sockets.contains(socket));
  }

  /** Reads the executions back of which nothing was heard for a while. */
  void readBack() {
    long now = System.nanoTime();
    topics.forEach(
        (id, topic) -> {
          if (!topic.ended && now - topic.heardAt >= SILENCE_NANOS) {
            readBack(id, topic);
          }
        });
  }

  @Override
  public void close() {
    subscription.close();
  }

  private void readBack(ExecutionId id, Topic topic) {
    try {
      ExecutionUpdate update = current(id);
      if (update.execution().state().isTerminal()) {
        topic.hear(update);
      }
    } catch (ProblemException e) {
      // deleted, or the store is away: there may be more to read later
      topic.heardAt = System.nanoTime();
    }
  }

  private void hear(ExecutionUpdate update) {
    Optional.ofNullable(topics.get(update.execution().id())).ifPresent(topic -> topic.hear(update));
    watchersOfAll.forEach(socket -> socket.news(update, true));
  }

  private ExecutionUpdate current(ExecutionId id) {
    Execution execution = executions.find(id);
    return ExecutionUpdate.ofWhole(execution, clock.instant());
  }

  private static ExecutionStore.ExecutionQuery unfinished(ExecutionState state) {
    return new ExecutionStore.ExecutionQuery(
        Optional.empty(),
        Optional.of(state),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SHOWN_AT_FIRST);
  }

  /** One execution and who watches it. */
  private static final class Topic {
    final Set<HubSocket> sockets = ConcurrentHashMap.newKeySet();
    volatile long heardAt = System.nanoTime();
    volatile boolean ended;

    void hear(ExecutionUpdate update) {
      heardAt = System.nanoTime();
      ended = update.execution().state().isTerminal();
      sockets.forEach(socket -> socket.news(update, false));
    }
  }
}
