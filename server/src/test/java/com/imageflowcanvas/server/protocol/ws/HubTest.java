package com.imageflowcanvas.server.protocol.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.server.running.Gate;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.TestSocket;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.net.InetAddress;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class HubTest {
  private static final Map<String, Object> GATE = Map.of("id", "g", "component_type", "test_gate");
  private static final byte[] PHOTO = Images.jpeg(64, 48);

  private final TestServer server;
  private final TestClient admin;
  private final TestClient viewer;

  HubTest(TestServer server) {
    this.server = server;
    admin = server.as(Role.ADMIN);
    viewer = server.as(Role.VIEWER);
  }

  @Test
  void watcherAtTheDoorSeesProgressAndTheEnd() throws InterruptedException {
    String pipeline =
        admin.pipeline(
            "Watched", GATE, gate("watched"), Map.of("id", "c", "component_type", "test_gate"));
    try (Gate.Closed gate = Gate.close("watched");
        TestSocket socket = watch(pipeline)) {
      JsonNode running = socket.next("progress");
      while (!running.path("step").asString().equals("test_gate")
          || running.path("progress").asDouble() < 30) {
        running = socket.next("progress");
      }
      gate.close();
      JsonNode completed = socket.next("completed");

      assertThat(running.path("status").asString()).isEqualTo("running");
      assertThat(Instant.parse(running.path("timestamp").asString())).isAfter(Instant.EPOCH);
      JsonNode data = running.path("data");
      assertThat(data.path("current_component").asString()).isEqualTo("Gate");
      assertThat(data.path("current_step").asString()).isEqualTo("ゲート");
      assertThat(data.path("elapsed_time_ms").isNumber()).isTrue();
      assertThat(data.path("estimated_remaining_ms").isNumber()).isTrue();
      assertThat(data.path("status").asString()).isEqualTo("running");
      assertThat(data.path("progress_percentage")).isEqualTo(running.path("progress"));
      JsonNode details = data.path("step_details");
      assertThat(details.path("component_name").asString()).isEqualTo("test_gate");
      assertThat(details.path("resource_usage").path("cpu_usage").isNumber()).isTrue();
      assertThat(completed.path("sequence").asLong())
          .isGreaterThan(running.path("sequence").asLong());
      assertThat(completed.path("total_time_ms").asDouble()).isPositive();
      assertThat(completed.path("output_files").get(0).path("download_url").asString())
          .startsWith("/v1/files/")
          .endsWith("/download");
    }
  }

  @Test
  void endedExecutionIsToldAtOnceAndAgainWhenAsked() throws InterruptedException {
    String id = ended();
    try (TestSocket socket = TestSocket.open(viewer, "/v1/ws/execution/" + id)) {
      assertThat(socket.next().path("type").asString()).isEqualTo("completed");
      socket.say(Map.of("type", "watch", "execution_id", id));
      assertThat(socket.next().path("type").asString()).isEqualTo("completed");
    }
  }

  @Test
  void runningExecutionIsToldAgainWhenAsked() throws InterruptedException {
    String pipeline = admin.pipeline("Watched twice", GATE, gate("watched-twice"));
    try (Gate.Closed gate = Gate.close("watched-twice")) {
      String id = admin.submit(pipeline, PHOTO);
      admin.await(id, "running");
      try (TestSocket socket = TestSocket.open(viewer, "/v1/ws")) {
        for (int asked = 0; asked < 3; asked++) {
          socket.say(Map.of("type", "watch", "execution_id", id));
          assertThat(socket.next("progress").path("status").asString()).isEqualTo("running");
        }
      }
      gate.close();
    }
  }

  @Test
  void failedExecutionIsAnError() throws InterruptedException {
    String pipeline =
        admin.pipeline(
            "Watched failure",
            Map.of("id", "g", "component_type", "test_gate", "parameters", Map.of("fails", true)));
    try (TestSocket socket = watch(pipeline)) {
      JsonNode error = socket.next("error");

      assertThat(error.path("execution_id").asString()).isNotBlank();
      assertThat(error.path("error").path("code").asString()).isEqualTo("STEP_FAILED");
      assertThat(error.path("error").path("message").asString()).contains("told to fail");
      assertThat(
              error.path("error").path("details").path("items").get(0).path("filename").asString())
          .isEqualTo("photo-0.jpg");
    }
  }

  @Test
  void cancelledExecutionIsTold() throws InterruptedException {
    String pipeline = admin.pipeline("Watched cancel", gate("watched-cancel"));
    try (Gate.Closed gate = Gate.close("watched-cancel");
        TestSocket socket = watch(pipeline)) {
      String id = socket.next("progress").path("execution_id").asString();
      admin.postBytes("/v1/executions/" + id + "/cancel", new byte[0]);

      assertThat(socket.next("cancelled").path("execution_id").asString()).isEqualTo(id);
      gate.close();
    }
  }

  @Test
  void hubWatchesManyAndForgetsThemAgain() throws InterruptedException {
    String one = ended();
    String two = ended();
    try (TestSocket socket = TestSocket.open(viewer, "/v1/ws")) {
      socket.say(Map.of("type", "watch", "execution_id", one));
      assertThat(socket.next().path("execution_id").asString()).isEqualTo(one);
      socket.say(Map.of("type", "watch", "execution_id", two));
      assertThat(socket.next().path("execution_id").asString()).isEqualTo(two);
      socket.say(Map.of("type", "unwatch", "execution_id", one));
      socket.say(Map.of("type", "ping"));
      assertThat(socket.next().path("type").asString()).isEqualTo("pong");
    }
  }

  @Test
  void watcherOfAllHearsOfEveryExecution() throws InterruptedException {
    String pipeline = admin.pipeline("Seen by all", gate("seen-by-all"));
    try (Gate.Closed gate = Gate.close("seen-by-all");
        TestSocket socket = TestSocket.open(viewer, "/api/v1/ws")) {
      String before = admin.submit(pipeline, PHOTO);
      admin.await(before, "running");
      socket.say(Map.of("type", "watch", "scope", "executions"));
      JsonNode update = socket.next("execution_update");
      while (!update.path("execution_id").asString().equals(before)) {
        update = socket.next("execution_update");
      }
      assertThat(update.path("status").asString()).isEqualTo("running");
      gate.close();
      while (!update.path("status").asString().equals("completed")) {
        update = socket.next("execution_update");
      }
      assertThat(update.path("progress").path("percentage").asDouble()).isEqualTo(100.0);
      assertThat(update.path("progress").path("processing_time_ms").asDouble()).isPositive();
      assertThat(update.path("output_files").size()).isEqualTo(1);
    }
  }

  @Test
  void tokenComesAsSubprotocolOrAsFirstMessage() throws InterruptedException {
    String id = ended();
    String path = "/ws/execution/" + id;
    try (TestSocket socket =
        TestSocket.open(viewer, path, b -> b.subprotocols("bearer", viewer.token()))) {
      assertThat(socket.subprotocol()).isEqualTo("bearer");
      assertThat(socket.next().path("type").asString()).isEqualTo("completed");
    }
    try (TestSocket socket = TestSocket.open(viewer, path, b -> {})) {
      socket.say(Map.of("type", "auth", "token", viewer.token()));
      assertThat(socket.next().path("type").asString()).isEqualTo("completed");
    }
  }

  @Test
  void whoeverHasNoGoodTokenIsSentAway() throws InterruptedException {
    try (TestSocket silent = TestSocket.open(viewer, "/v1/ws", b -> {});
        TestSocket forged =
            TestSocket.open(viewer, "/v1/ws", b -> b.subprotocols("bearer", "a.b.c"));
        TestSocket wrong =
            TestSocket.open(viewer, "/v1/ws", b -> b.header("Authorization", "Bearer nonsense"));
        TestSocket early = TestSocket.open(viewer, "/v1/ws", b -> {})) {
      early.sayWhileOpen(Map.of("type", "watch", "execution_id", "x"));

      assertThat(early.closeCode()).isEqualTo(4401);
      assertThat(forged.next().path("error").path("code").asString()).isEqualTo("UNAUTHENTICATED");
      assertThat(forged.closeCode()).isEqualTo(4401);
      assertThat(wrong.closeCode()).isEqualTo(4401);
      assertThat(silent.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void revokedTokenClosesTheSocket() throws InterruptedException {
    String token = server.login(Role.VIEWER).accessToken();
    try (TestSocket socket =
        TestSocket.open(viewer, "/v1/ws", b -> b.header("Authorization", "Bearer " + token))) {
      socket.say(Map.of("type", "ping"));
      socket.next("pong");
      server
          .bean(AccountService.class)
          .logout(
              server.bean(TokenAuthenticator.class).authenticate(token),
              InetAddress.getLoopbackAddress());

      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void unknownExecutionIsAnErrorAndClosesItsDoor() throws InterruptedException {
    try (TestSocket door = TestSocket.open(viewer, "/ws/execution/nothing");
        TestSocket hub = TestSocket.open(viewer, "/v1/ws")) {
      hub.say(Map.of("type", "watch", "execution_id", "nothing"));
      JsonNode refused = hub.next();

      assertThat(refused.path("type").asString()).isEqualTo("error");
      assertThat(refused.path("execution_id").asString()).isEqualTo("nothing");
      assertThat(refused.path("error").path("code").asString()).isEqualTo("NOT_FOUND");
      assertThat(door.next().path("error").path("code").asString()).isEqualTo("NOT_FOUND");
      assertThat(door.closeCode()).isEqualTo(4404);
      hub.say(Map.of("type", "ping"));
      assertThat(hub.next().path("type").asString()).isEqualTo("pong");
    }
  }

  @Test
  void wrongMessagesAreAnsweredAndTheSocketLives() throws InterruptedException {
    try (TestSocket socket = TestSocket.open(viewer, "/v1/ws")) {
      for (String wrong :
          new String[] {
            "{",
            "[]",
            "null",
            "5",
            "{}",
            "{\"type\":5}",
            "{\"type\":\"dance\"}",
            "{\"type\":\"watch\"}",
            "{\"type\":\"watch\",\"execution_id\":7}",
            "{\"type\":\"watch\",\"scope\":\"everything\"}",
            "{\"type\":\"watch\",\"execution_id\":\"a\",\"extra\":1}",
            "{\"type\":\"ping\",\"type\":\"ping\"}"
          }) {
        socket.say(wrong);
        JsonNode answer = socket.next();
        assertThat(answer.path("type").asString()).as(wrong).isEqualTo("error");
        assertThat(answer.path("error").path("code").asString())
            .as(wrong)
            .isEqualTo("INVALID_REQUEST");
      }
      socket.say(Map.of("type", "ping"));
      assertThat(socket.next().path("type").asString()).isEqualTo("pong");
    }
  }

  @Test
  void messageThatIsTooLongClosesTheSocket() throws InterruptedException {
    try (TestSocket socket = TestSocket.open(viewer, "/v1/ws")) {
      socket.say("{\"type\":\"" + "x".repeat(70_000) + "\"}");

      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void clientThatTalksWithoutEndIsSentAway() throws InterruptedException {
    try (TestSocket socket = TestSocket.open(viewer, "/v1/ws")) {
      boolean open = true;
      for (int i = 0; i < 50_000 && open && !socket.isClosed(); i++) {
        open = socket.sayWhileOpen("{\"type\":\"ping\"}");
      }
      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void pagesOfOtherOriginsAreNotLetIn() {
    assertThatThrownBy(
            () ->
                TestSocket.open(viewer, "/v1/ws", b -> b.header("Origin", "https://evil.example")))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void pagesOfOurOwnAndOfFriendsAreLetIn() throws InterruptedException {
    for (String origin :
        new String[] {"http://127.0.0.1:" + viewer.port(), "https://friend.example"}) {
      try (TestSocket socket =
          TestSocket.open(
              viewer,
              "/v1/ws",
              b -> b.header("Origin", origin).subprotocols("bearer", viewer.token()))) {
        socket.say(Map.of("type", "ping"));
        assertThat(socket.next().path("type").asString()).isEqualTo("pong");
      }
    }
  }

  private TestSocket watch(String pipeline) {
    return TestSocket.open(viewer, "/ws/execution/" + admin.submit(pipeline, PHOTO));
  }

  private String ended() {
    String id = admin.submit(admin.pipeline("Watched after its end", GATE), PHOTO);
    admin.await(id, "completed");
    return id;
  }

  private static Map<String, Object> gate(String name) {
    return Map.of("id", "gate", "component_type", "test_gate", "parameters", Map.of("name", name));
  }
}
