package com.imageflowcanvas.it.openapi;

import com.imageflowcanvas.it.openapi.ApiDescription.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What every answer has to be, whatever was asked. */
final class AnswerCheck {
  /** A qualified class name, or a line of a stack trace. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(?:java|javax|jakarta|org|com|tools|io|sun|jdk)\\.[a-z0-9_]+\\.[\\w.$]+"
              + "|\\bat [\\w.$]+\\(|\\w+Exception\\b|SQLITE|\\bSELECT \\b|\\bINSERT \\b");

  /** What a description need not name: the operation is not even reached. */
  private static final Set<Integer> ANYWHERE = Set.of(405, 414, 431);

  private final ApiDescription api;
  private final List<String> hostPaths;

  /**
   * @param data folder of the server
   */
  AnswerCheck(ApiDescription api, Path data) {
    this.api = api;
    this.hostPaths =
        List.of(
            data.toString(),
            System.getProperty("user.dir"),
            System.getProperty("user.home") + "/",
            System.getProperty("java.home"));
  }

  /** Faults of an answer to an operation. */
  List<String> faults(Operation operation, RawHttp.Answer answer) {
    List<String> faults = new ArrayList<>(faultsOfAny(answer));
    Optional<JsonNode> described = operation.response(answer.status());
    boolean named = operation.description().path("responses").has("" + answer.status());
    if (described.isEmpty() || !named && !ANYWHERE.contains(answer.status())) {
      faults.add("status " + answer.status() + " is not described");
      return faults;
    }
    faults.addAll(faultsOfContent(api.resolved(described.get()).path("content"), answer));
    return faults;
  }

  /** Faults of an answer to a request that may have reached no operation. */
  List<String> faultsOfAny(RawHttp.Answer answer) {
    List<String> faults = new ArrayList<>();
    if (answer.status() >= 500 || answer.status() < 200) {
      faults.add("status " + answer.status());
    }
    if (answer.headers().stream()
        .anyMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("x-inject"))) {
      faults.add("a header was injected");
    }
    if (!answer.header("X-Content-Type-Options").orElse("").equals("nosniff")) {
      faults.add("browsers may guess what it is");
    }
    String text = isText(answer) ? answer.text() : "";
    Matcher insides = INSIDES.matcher(text);
    if (insides.find()) {
      faults.add("tells of its insides: " + insides.group());
    }
    hostPaths.stream()
        .filter(text::contains)
        .forEach(path -> faults.add("tells a path of the host: " + path));
    if (answer.status() >= 400) {
      faults.addAll(faultsOfProblem(answer));
    }
    return faults;
  }

  private static List<String> faultsOfProblem(RawHttp.Answer answer) {
    if (!answer.mediaType().equals("application/problem+json")) {
      return List.of("an error as " + answer.mediaType());
    }
    if (answer.body().length == 0) {
      return List.of(); // of HEAD
    }
    JsonNode problem = ApiDescription.JSON.readTree(answer.body());
    boolean blank = problem.path("detail").asString("").isBlank();
    boolean placeless =
        problem.path("code").asString("").equals("VALIDATION_FAILED")
            && problem.path("errors").isEmpty();
    return blank || placeless ? List.of("an error that does not say what is wrong") : List.of();
  }

  private List<String> faultsOfContent(JsonNode content, RawHttp.Answer answer) {
    if (content.isMissingNode() || content.isEmpty()) {
      return answer.body().length == 0 ? List.of() : List.of("a body where none is described");
    }
    String type = answer.mediaType();
    JsonNode described = content.has(type) ? content.path(type) : content.path("*/*");
    if (described.isMissingNode()) {
      return List.of("content type " + type + " is not described");
    }
    if (!type.endsWith("json")) {
      return List.of();
    }
    try {
      return api.faults(described.path("schema"), ApiDescription.JSON.readTree(answer.body()));
    } catch (JacksonException e) {
      return List.of("the body is no JSON");
    }
  }

  /** Downloads hold what was uploaded, and describe themselves and the API what they please. */
  private static boolean isText(RawHttp.Answer answer) {
    return answer.mediaType().endsWith("json") || answer.mediaType().startsWith("text/");
  }
}
