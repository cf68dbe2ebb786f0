package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.display.SafeText;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An answer of the server that is no success, read from its problem+json: one sentence, and one
 * line for each wrong place.
 */
public final class ApiError extends CommandFailure {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient JsonNode problem;
  private final transient Optional<Duration> retryAfter;

  private ApiError(int status, String message, JsonNode problem, Optional<Duration> retryAfter) {
    super(exitCode(status), message);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  static ApiError of(HttpResponse<?> answer, String body) {
    JsonNode problem = parse(body);
    Optional<Duration> retryAfter =
        answer.headers().firstValue("Retry-After").flatMap(ApiError::seconds);
    return new ApiError(
        answer.statusCode(), text(answer, problem, retryAfter), problem, retryAfter);
  }

  public int status() {
    return status;
  }

  /** The whole answer; an empty object when it was no JSON. */
  public JsonNode problem() {
    return problem;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  private static ExitCode exitCode(int status) {
    if (status == 401 || status == 503) return ExitCode.NO_SERVER;
    return status < 500 && status != 429 ? ExitCode.REFUSED : ExitCode.FAILED;
  }

  /** The sentence of the problem, its status and code, then the wrong places. */
  private static String text(
      HttpResponse<?> answer, JsonNode problem, Optional<Duration> retryAfter) {
    String detail = Json.text(problem, "detail");
    if (detail.isEmpty()) detail = Json.text(problem, "error");
    if (detail.isEmpty()) detail = Json.text(problem, "title");
    if (detail.isEmpty()) detail = "no explanation; is this an ImageFlowCanvas server?";
    String code = Json.text(problem, "code");
    List<String> lines = new ArrayList<>();
    lines.add("%s (%d%s)".formatted(detail, answer.statusCode(), code.isEmpty() ? "" : " " + code));
    for (JsonNode error : problem.path("errors")) {
      lines.add("  " + Json.text(error, "pointer") + ": " + Json.text(error, "detail"));
    }
    retryAfter.ifPresent(wait -> lines.add("  try again in " + wait.toSeconds() + " s"));
    return String.join("\n", lines.stream().map(SafeText::printable).toList());
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode parsed = Json.parse(body);
      return parsed.isObject() ? parsed : Json.object();
    } catch (JacksonException e) {
      return Json.object();
    }
  }

  private static Optional<Duration> seconds(String header) {
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip()))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
