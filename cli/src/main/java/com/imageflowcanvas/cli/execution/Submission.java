package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.ApiError;
import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.client.Unreachable;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Hands batches to the server, again where that is safe and can help. */
public final class Submission {
  private static final String PATH = "/v1/executions";
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
   * How long the answer for one photo may wait for the end; one that takes longer shows how far it
   * is instead.
   */
  private static final Duration WAIT = Duration.ofSeconds(5);

  /**
   * Sends a batch; where it is one photo the answer may be the end already. As often as {@link
   * #submit}.
   */
  Sent send(Batch batch) throws InterruptedException {
    if (!waits(batch)) return new Sent(submit(batch), Optional.empty());
    JsonNode answer =
        repeatedly(
            () -> client.uploadAndWait(PATH, request.form(batch), batch.idempotencyKey(), WAIT));
    Optional<JsonNode> ended = Optional.of(answer).filter(ExecutionWatch::hasEnded);
    return new Sent(id(answer), ended);
  }

  /** Whether the id of the execution is not known before its end. */
  boolean waits(Batch batch) {
    return batch.of() == 1 && batch.images().size() == 1;
  }

  /**
   * A batch that the server has taken.
   *
   * @param ended the execution as the server tells it, where it has ended
   */
  record Sent(String execution, Optional<JsonNode> ended) {}

  /**
   * Returns the id of the execution. Sends again after a lost connection and when the server asks
   * to wait, for about a quarter of a minute: the batch's key makes both safe.
   */
  public String submit(Batch batch) throws InterruptedException {
    return id(repeatedly(() -> client.upload(PATH, request.form(batch), batch.idempotencyKey())));
  }

  private static JsonNode repeatedly(Supplier<JsonNode> sending) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
      try {
        return sending.get();
      } catch (ApiError e) {
        if (acceptedForLater(e)) return e.problem();
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
