package com.imageflowcanvas.server.protocol.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Json;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.running.Gate;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServer.class)
class HubReadBackTest {
  private final TestServer server;
  private final TestClient admin;

  HubReadBackTest(TestServer server) {
    this.server = server;
    admin = server.as(Role.ADMIN);
  }

  @Test
  void endWhoseNewsGotLostIsReadBackFromTheStore() throws InterruptedException {
    ExecutionService executions = server.bean(ExecutionService.class);
    RecordingSession session = new RecordingSession();
    HubSocket socket = socket(session, executions);
    try (Hub hub = new Hub(executions, new DeafBus(), Clock.systemUTC());
        Gate.Closed gate = Gate.close("lost-news")) {
      String id = submitBehindGate("lost-news");
      hub.watch(socket, new ExecutionId(id));
      assertThat(session.next()).contains("\"progress\"");
      gate.close();
      admin.await(id, "completed");

      assertThat(readBackUntilHeard(hub, session)).contains("\"completed\"").contains(id);
    }
  }

  @Test
  void socketThatHasGoneIsToldOfNothingThatItStillAskedFor() throws InterruptedException {
    ExecutionService executions = server.bean(ExecutionService.class);
    HubSocket socket = socket(new RecordingSession(), executions);
    try (Hub hub = new Hub(executions, new DeafBus(), Clock.systemUTC());
        Gate.Closed gate = Gate.close("gone")) {
      ExecutionId id = new ExecutionId(submitBehindGate("gone"));
      hub.watch(socket, id);
      hub.watchAll(socket);
      assertThat(hub.isTold(socket)).isTrue();
      hub.leave(socket);
      hub.watch(socket, id);
      hub.watchAll(socket);

      assertThat(hub.isTold(socket)).isFalse();
      gate.close();
    }
  }

  private static String readBackUntilHeard(Hub hub, RecordingSession session)
      throws InterruptedException {
    for (int i = 0; i < 1_200; i++) {
      hub.readBack();
      @Nullable String heard = session.next(100, TimeUnit.MILLISECONDS);
      if (heard != null) {
        return heard;
      }
    }
    throw new IllegalStateException("nothing was read back");
  }

  private String submitBehindGate(String name) {
    String pipeline =
        admin.pipeline(
            "Behind gate " + name,
            Map.of("id", "g", "component_type", "test_gate", "parameters", Map.of("name", name)));
    return admin.submit(pipeline, Images.jpeg(32, 32));
  }

  private HubSocket socket(RecordingSession session, ExecutionService executions) {
    HubSocket socket =
        new HubSocket(
            session,
            Language.EN,
            new ExecutionMessages(
                executions,
                new ExecutionLabels(server.bean(ComponentCatalog.class)),
                new ResourceMeter(System::nanoTime)),
            Json.MAPPER);
    socket.start();
    return socket;
  }

  /** Loses all news. */
  private static final class DeafBus implements EventBus {
    @Override
    public void publish(Event event) {}

    @Override
    public <E extends Event> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
      return () -> {};
    }
  }
}
