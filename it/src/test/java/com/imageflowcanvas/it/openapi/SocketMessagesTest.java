package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is said over WebSocket is what the description says of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketMessagesTest {
  private static final Map<String, Object> BLUR =
      Map.of("id", "f", "component_type", "filter", "parameters", Map.of("filter_type", "blur"));
  private static final Set<String> ENDS = Set.of("completed", "error", "cancelled");

  @TempDir static Path data;
  private ServerProcess server;
  private Api admin;
  private ApiDescription api;
  private JsonNode schemas;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(data, Map.of("IMAGEFLOW_EXECUTION_WORKERS", "1"));
    admin = server.api();
    JsonNode root = admin.getAnonymously("/openapi.json").json();
    api = new ApiDescription(root);
    schemas = root.at("/components/schemas");
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void everyMessageOfTheServerIsAsDescribed() throws Exception {
    String pipeline = admin.pipeline("described", List.of(BLUR));
    byte[] image = Images.jpeg(1500, 1000);
    try (Listener hub = connect("/v1/ws")) {
      hub.say("{\"type\":\"watch\",\"scope\":\"executions\"}");
      // the first keeps the one worker busy until it is cancelled
      String unwanted = submit(pipeline, Collections.nCopies(90, image).toArray(byte[][]::new));
      String good = submit(pipeline, image, image);
      String bad = submit(pipeline, image, "no image".getBytes(StandardCharsets.UTF_8));
      for (String execution : List.of(good, bad, unwanted)) {
        hub.say("{\"type\":\"watch\",\"execution_id\":\"" + execution + "\"}");
      }
      hub.say("{\"type\":\"ping\"}");
      hub.say("{\"type\":\"nonsense\"}");
      hub.say("{\"type\":\"watch\",\"execution_id\":\"00000000-0000-0000-0000-000000000000\"}");

      Set<String> kinds = new LinkedHashSet<>();
      Set<String> ended = new LinkedHashSet<>();
      List<String> faults = new ArrayList<>();
      AtomicBoolean cancelled = new AtomicBoolean();
      while (ended.size() < 3) {
        JsonNode message = hub.next();
        String kind = kind(message);
        kinds.add(kind);
        api.faults(schemas.path(kind), message)
            .forEach(fault -> faults.add(kind + " " + fault + ": " + message));
        if (kind.equals("ProgressUpdate") && cancelled.compareAndSet(false, true)) {
          admin.send("POST", "/v1/executions/" + unwanted + "/cancel", Map.of(), new byte[0]);
        }
        if (ENDS.contains(message.path("type").asString()) && message.has("sequence")) {
          ended.add(message.path("execution_id").asString());
        }
      }

      assertThat(faults).isEmpty();
      assertThat(ended).containsExactlyInAnyOrder(good, bad, unwanted);
      assertThat(kinds)
          .containsExactlyInAnyOrder(
              "ProgressUpdate",
              "CompletedUpdate",
              "FailedUpdate",
              "CancelledMessage",
              "ExecutionUpdateMessage",
              "RefusedMessage",
              "PongMessage");
    }
  }

  @Test
  void everyMessageOfClientsThatIsDescribedIsUnderstood() throws Exception {
    String execution = submit(admin.pipeline("understood", List.of(BLUR)), Images.jpeg(8, 8));
    try (Listener hub = connect("/v1/ws")) {
      List<String> messages =
          List.of(
              "{\"type\":\"auth\",\"token\":\"" + admin.token() + "\"}",
              "{\"type\":\"watch\",\"execution_id\":\"" + execution + "\"}",
              "{\"type\":\"unwatch\",\"execution_id\":\"" + execution + "\"}",
              "{\"type\":\"watch\",\"scope\":\"executions\"}",
              "{\"type\":\"unwatch\",\"scope\":\"executions\"}",
              "{\"type\":\"ping\"}");
      for (String message : messages) {
        JsonNode json = ApiDescription.JSON.readTree(message);
        assertThat(api.faults(schemas.path("SocketRequest"), json)).as(message).isEmpty();
        hub.say(message);
      }
      JsonNode heard = hub.next();
      while (!heard.path("type").asString().equals("pong")) {
        assertThat(kind(heard)).isNotEqualTo("RefusedMessage");
        heard = hub.next();
      }
    }
  }

  private static String kind(JsonNode message) {
    return switch (message.path("type").asString()) {
      case "progress" -> "ProgressUpdate";
      case "completed" -> "CompletedUpdate";
      case "cancelled" -> "CancelledMessage";
      case "execution_update" -> "ExecutionUpdateMessage";
      case "pong" -> "PongMessage";
      case "error" -> message.has("sequence") ? "FailedUpdate" : "RefusedMessage";
      default -> throw new IllegalStateException("not described: " + message);
    };
  }

  private String submit(String pipeline, byte[]... images) throws Exception {
    return admin.submit(pipeline, Map.of(), images).json().path("execution_id").asString();
  }

  private Listener connect(String path) throws Exception {
    Listener listener = new Listener();
    URI uri = URI.create(server.url().replace("http:", "ws:") + path);
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + admin.token())
        .buildAsync(uri, listener)
        .get(2, TimeUnit.MINUTES);
    return listener;
  }

  /** Keeps what it hears until it is asked. */
  private static final class Listener implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();
    private @Nullable WebSocket socket;

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      message.append(text);
      if (last) {
        heard.add(ApiDescription.JSON.readTree(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    void say(String text) {
      Objects.requireNonNull(socket).sendText(text, true).join();
    }

    JsonNode next() throws InterruptedException {
      JsonNode next = heard.poll(3, TimeUnit.MINUTES);
      if (next == null) {
        throw new IllegalStateException("nothing more is said");
      }
      return next;
    }

    @Override
    public void close() {
      Objects.requireNonNull(socket).abort();
    }
  }
}
