package com.imageflowcanvas.it.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import tools.jackson.databind.JsonNode;

/** Holds an answer against the shape that every error has. */
final class ProblemAssert {
  private ProblemAssert() {}

  /** Returns the problem for more. */
  static JsonNode assertProblem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("code").asString()).as(answer.toString()).isEqualTo(code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asString()).isNotBlank();
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("instance").asString()).startsWith("/");
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("error").asString()).isEqualTo(problem.path("detail").asString());
    return problem;
  }

  /** The problem names this place. */
  static void assertPointsTo(Api.Answer answer, String code, String pointer) {
    JsonNode problem = assertProblem(answer, 400, code);
    assertThat(Requests.texts(problem.path("errors"), "pointer"))
        .as(answer.toString())
        .contains(pointer);
    problem
        .path("errors")
        .forEach(error -> assertThat(error.path("detail").asString()).isNotBlank());
  }
}
