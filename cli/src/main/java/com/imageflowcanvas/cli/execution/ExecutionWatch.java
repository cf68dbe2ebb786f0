package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.ApiError;
import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.client.Unreachable;
import com.imageflowcanvas.cli.execution.ExecutionFeed.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Follows an execution to its end: by WebSocket while there is one, by asking in any case. */
public final class ExecutionWatch {
  private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 2_000;

  /** A server that restarts comes back within this, and its executions go on. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServerClient client;
  private final InstantSource clock;

  public ExecutionWatch(ServerClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Hears how far an execution is. */
  public interface Listener {
    /**
     * @param percentage 0..100
     * @param step what is being done, empty when not known
     */
    void at(double percentage, String step);
  }

  /** Waits for the end and returns the execution as the server tells it then. */
  public JsonNode untilEnd(String execution, Listener listener) throws InterruptedException {
    try (ExecutionFeed feed = ExecutionFeed.open(client, execution)) {
      boolean open = true;
      long pause = FIRST_PAUSE_MS;
      while (true) {
        switch (feed.next(open ? LONGEST_PAUSE_MS : pause)) {
          case Signal.Progress(double percentage, String step) -> {
            listener.at(percentage, step);
            continue;
          }
          case Signal.FeedEnded() -> open = false;
          case Signal.Finished() -> pause = FIRST_PAUSE_MS;
          case null -> pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
        JsonNode now = ask(execution);
        if (hasEnded(now)) return now;
        JsonNode progress = now.path("progress");
        listener.at(progress.path("percentage").asDouble(0), Json.text(progress, "current_step"));
      }
    }
  }

  static boolean hasEnded(JsonNode execution) {
    return ENDED.contains(Json.text(execution, "status"));
  }

  private JsonNode ask(String execution) throws InterruptedException {
    Instant giveUp = clock.instant().plus(PATIENCE);
    while (true) {
      try {
        return client.get("/v1/executions/" + Paths.segment(execution));
      } catch (Unreachable e) {
        if (!e.worthAnotherTry() || clock.instant().isAfter(giveUp)) throw e;
      } catch (ApiError e) {
        boolean passing = e.status() == 429 || e.status() >= 500;
        if (!passing || clock.instant().isAfter(giveUp)) throw e;
      }
      Thread.sleep(Duration.ofSeconds(1));
    }
  }
}
