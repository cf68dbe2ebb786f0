package com.imageflowcanvas.server.running;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket client that keeps what it hears. */
public final class TestSocket implements AutoCloseable, WebSocket.Listener {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  private TestSocket() {}

  /** Opens a socket with the client's token in the header. */
  public static TestSocket open(TestClient client, String path) {
    return open(client, path, b -> b.header("Authorization", "Bearer " + client.token()));
  }

  /** Opens a socket as the handshake is made. */
  public static TestSocket open(
      TestClient client, String path, Consumer<WebSocket.Builder> handshake) {
    TestSocket socket = new TestSocket();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
    handshake.accept(builder);
    URI uri = URI.create("ws://127.0.0.1:" + client.port() + path);
    socket.socket = builder.buildAsync(uri, socket).join();
    return socket;
  }

  public String subprotocol() {
    return line().getSubprotocol();
  }

  public void say(Object message) {
    String text = message instanceof String raw ? raw : JSON.writeValueAsString(message);
    line().sendText(text, true).join();
  }

  /** Says it unless the server has closed the socket, which may happen at any moment. */
  public boolean sayWhileOpen(Object message) {
    try {
      say(message);
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException) {
        return false;
      }
      throw e;
    }
  }

  /** The next message of that type; others are passed over. */
  public JsonNode next(String type) throws InterruptedException {
    while (true) {
      JsonNode message = next();
      if (message.path("type").asString().equals(type)) {
        return message;
      }
    }
  }

  public JsonNode next() throws InterruptedException {
    JsonNode message = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (message == null) {
      throw new IllegalStateException("nothing was heard");
    }
    return message;
  }

  /** How many messages wait to be read. */
  public int waiting() {
    return heard.size();
  }

  /** The code with which the server closes the socket. */
  public int closeCode() throws InterruptedException {
    try {
      return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the socket was not closed", e);
    }
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      heard.add(JSON.readTree(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    line().abort();
  }

  private WebSocket line() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }
}
