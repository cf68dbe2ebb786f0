package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the server tells of one execution over a WebSocket. A convenience: it may end at any time,
 * and what it says is asked again by GET.
 */
final class ExecutionFeed implements WebSocket.Listener, AutoCloseable {
  /** One message, or the end of the feed. */
  sealed interface Signal {
    record Progress(double percentage, String step) implements Signal {}

    /** The execution ended, in whatever way. */
    record Finished() implements Signal {}

    record FeedEnded() implements Signal {}
  }

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final StringBuilder message = new StringBuilder();
  private final CompletableFuture<WebSocket> socket;

  private ExecutionFeed(ServerClient client, String execution) {
    this.socket = client.webSocket("/v1/ws/execution/" + Paths.segment(execution), this);
  }

  static ExecutionFeed open(ServerClient client, String execution) {
    ExecutionFeed feed = new ExecutionFeed(client, execution);
    feed.socket.whenComplete(
        (_, failure) -> {
          if (failure != null) feed.signals.add(new Signal.FeedEnded());
        });
    return feed;
  }

  /** The next signal, or null when none came in time. */
  @Nullable Signal next(long millis) throws InterruptedException {
    return signals.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      read(message.toString());
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    signals.add(new Signal.FeedEnded());
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    signals.add(new Signal.FeedEnded());
  }

  @Override
  public void close() {
    socket.thenAccept(WebSocket::abort);
  }

  private void read(String text) {
    try {
      JsonNode json = Json.parse(text);
      switch (Json.text(json, "type")) {
        case "progress" -> signals.add(progress(json));
        case "completed", "error", "cancelled" -> signals.add(new Signal.Finished());
        default -> {
          // a message of a newer server
        }
      }
    } catch (JacksonException e) {
      signals.add(new Signal.FeedEnded());
    }
  }

  private static Signal progress(JsonNode json) {
    String step = Json.text(json.path("data"), "current_step");
    return new Signal.Progress(
        json.path("progress").asDouble(0), step.isEmpty() ? Json.text(json, "step") : step);
  }
}
