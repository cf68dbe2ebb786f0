package com.imageflowcanvas.server.protocol.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class ProblemMapperTest {
  @ParameterizedTest
  @EnumSource
  void everyCodeIsAnsweredWithAllMembers(ErrorCode code) {
    Problem problem = ProblemMapper.of(Problem.of(code, "what happened").exception());
    JsonNode body = Json.MAPPER.readTree(ProblemBody.of(problem, "/v1/things").toJson());
    assertThat(body.path("type").asString()).startsWith("urn:imageflow:problem:").isLowerCase();
    assertThat(body.path("title").asString()).isEqualTo(code.title());
    assertThat(body.path("status").asInt()).isEqualTo(code.httpStatus()).isBetween(400, 599);
    assertThat(body.path("detail").asString()).isEqualTo("what happened");
    assertThat(body.path("error").asString()).isEqualTo("what happened");
    assertThat(body.path("instance").asString()).isEqualTo("/v1/things");
    assertThat(body.path("code").asString()).isEqualTo(code.name());
    assertThat(body.has("errors")).isFalse();
  }

  @Test
  void placesAreNamed() {
    Problem problem =
        Problem.of(ErrorCode.VALIDATION_FAILED, List.of(new FieldError("/width", "width: -5")));
    JsonNode body = Json.MAPPER.readTree(ProblemBody.of(problem, "/").toJson());
    assertThat(body.path("errors").get(0).path("pointer").asString()).isEqualTo("/width");
    assertThat(body.path("errors").get(0).path("detail").asString()).isEqualTo("width: -5");
  }

  @Test
  void aProblemIsFoundUnderWhatWrapsIt() {
    Throwable wrapped =
        new IllegalStateException(
            new IOException(Problem.of(ErrorCode.IN_USE, "in use").exception()));
    assertThat(ProblemMapper.of(wrapped).code()).isEqualTo(ErrorCode.IN_USE);
  }

  @Test
  void whatBrokeOffBecauseItWasTooSlowIsToldAsThat() {
    Throwable idle = new IOException(new TimeoutException("idle"));
    assertThat(
            ProblemMapper.of(new ProblemException(ErrorCode.INVALID_REQUEST, "broke off", idle))
                .code())
        .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
  }

  @Test
  void clientThatHasGoneOrFallenSilentIsNoIncident() {
    assertThat(ProblemMapper.of(new EofException("closed")).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(ProblemMapper.of(new EofException(new TimeoutException("idle"))).code())
        .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
  }

  @Test
  void theUnexpectedTellsNothingButItsIncident() {
    Problem problem =
        ProblemMapper.of(new IllegalStateException("secret of /etc/passwd in com.example.Secret"));
    assertThat(problem.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(problem.detail()).contains("incident").doesNotContain("secret", "com.example");
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_REQUEST",
    "404,NOT_FOUND",
    "408,REQUEST_TIMEOUT",
    "413,TOO_LARGE",
    "417,INVALID_REQUEST",
    "414,URI_TOO_LONG",
    "431,HEADERS_TOO_LARGE",
    "500,INTERNAL",
    "503,EXECUTOR_UNAVAILABLE",
    "505,INVALID_REQUEST"
  })
  void everyStatusOfTheServerHasACode(int status, ErrorCode code) {
    assertThat(ProblemMapper.ofStatus(status, "reason").code()).isEqualTo(code);
  }

  @Test
  void waitingTimesAreWholeSecondsAndNeverZero() {
    assertThat(retryAfter(Duration.ofMillis(1))).isEqualTo("1");
    assertThat(retryAfter(Duration.ofMillis(1001))).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"count\":\"x\"}|/count|count: not of the right type (expected: a whole number)",
        "{\"count\":1.5}|/count|count: not of the right type (expected: a whole number)",
        "{\"count\":null}|/count|count: not of the right type (expected: a whole number)",
        "{\"items\":[{\"name\":1}]}|/items/0/name|name: not of the right type (expected: a text)",
        "{\"items\":{}}|/items|items: not of the right type (expected: a list)",
        "{\"other\":1,\"count\":1}|/other|other: unknown member (expected: at, count, items)",
        "{\"at\":\"yesterday\"}|/at|at: not of the right type (expected: a time such as"
            + " 2026-01-31T10:30:00Z)",
        "[]||body: not of the right type (expected: an object)",
      })
  void wrongJsonIsToldWithItsPlace(String json, String pointer, String detail) {
    Problem problem = problem(json);
    assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(problem.errors())
        .containsExactly(new FieldError(pointer == null ? "" : pointer, detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|",
        "{\"count\":1,\"count\":2}|/count",
        "{\"count\":NaN}|/count",
        "{\"count\":01}|/count",
        "{\"items\":[{},{\"name\":NaN}]}|/items/1/name",
        "{\"items\":[{},{\"name\":\"a\",\"name\":\"b\"}]}|/items/1/name",
        "{\"count\":1} {}|",
        "{'count':1}|",
        "not json|",
      })
  void whatIsNotJsonIsRefusedWithItsPlaceAndWithoutOurWords(String text, String pointer) {
    Problem problem = problem(text);
    assertThat(problem.errors())
        .containsExactly(new FieldError(pointer == null ? "" : pointer, problem.detail()));
    assertThat(problem.code()).isIn(ErrorCode.INVALID_REQUEST, ErrorCode.VALIDATION_FAILED);
    assertThat(problem.detail()).doesNotContain("tools.jackson", "com.imageflow", "`");
  }

  @Test
  void deepJsonIsRefused() {
    Problem problem = problem("{\"items\":" + "[".repeat(500) + "]".repeat(500) + "}");
    assertThat(problem.code()).isIn(ErrorCode.INVALID_REQUEST, ErrorCode.VALIDATION_FAILED);
    assertThat(problem.detail()).doesNotContain("StreamReadConstraints");
  }

  private static String retryAfter(Duration wait) {
    Map<String, String> headers = new HashMap<>();
    ProblemWriter.headers(Problem.retryLater(ErrorCode.RATE_LIMITED, "wait", wait), headers::put);
    return Optional.ofNullable(headers.get("Retry-After")).orElse("");
  }

  private static Problem problem(String json) {
    try {
      Json.MAPPER.readValue(json, Thing.class);
    } catch (JacksonException e) {
      return ProblemMapper.of(e);
    }
    throw new AssertionError("read without complaint: " + json);
  }

  record Thing(int count, List<Item> items, Instant at) {}

  record Item(String name) {}
}
