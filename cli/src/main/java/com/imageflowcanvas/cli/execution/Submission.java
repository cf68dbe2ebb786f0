package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.ApiError;
import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.client.Unreachable;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Hands batches to the server, again where that is safe and can help. */
public final class Submission {
  private static final int ATTEMPTS = 7;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ServerClient client;
  private final RunRequest request;

  public Submission(ServerClient client, RunRequest request) {
    this.client = client;
    this.request = request;
  }

  /**
   * Returns the id of the execution. Sends again after a lost connection and when the server asks
   * to wait, for about a quarter of a minute: the batch's key makes both safe.
   */
  public String submit(Batch batch) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
      try {
        return id(client.upload("/v1/executions", request.form(batch), batch.idempotencyKey()));
      } catch (ApiError e) {
        if (acceptedForLater(e)) return id(e.problem());
        if (attempt == ATTEMPTS || !busy(e)) throw e;
        pause = e.retryAfter().orElse(pause);
      } catch (Unreachable e) {
        if (attempt == ATTEMPTS || !e.worthAnotherTry()) throw e;
      }
      Thread.sleep(pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT);
    }
  }

  /** The document's 500 with fallback_mode: stored, queued, and run when the way is open again. */
  private static boolean acceptedForLater(ApiError e) {
    return e.problem().path("fallback_mode").asBoolean(false)
        && !Json.text(e.problem(), "execution_id").isEmpty();
  }

  private static boolean busy(ApiError e) {
    return e.status() == 429 || e.status() == 503;
  }

  private static String id(JsonNode answer) {
    String id = Json.text(answer, "execution_id");
    if (!id.isEmpty()) return id;
    throw new CommandFailure(ExitCode.NO_SERVER, "the server's answer names no execution");
  }
}
