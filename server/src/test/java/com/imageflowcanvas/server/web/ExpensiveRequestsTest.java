package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests whose only purpose is to keep the server busy are answered short, and are no burden. */
@ExtendWith(WithServer.class)
class ExpensiveRequestsTest {
  private static final int SMALL_BYTES = 32 * 1024;

  private final TestClient creator;

  ExpensiveRequestsTest(TestServer server) {
    creator = server.as(Role.PIPELINE_CREATOR);
  }

  @Test
  void manyUnknownKeysAgainstManyStepsAreCounted() {
    String pipeline =
        creator.pipeline(
            "A hundred steps",
            IntStream.range(0, 100)
                .mapToObj(i -> Map.of("id", "s" + i, "component_type", "resize"))
                .toArray(Map[]::new));
    Answer answer = creator.post("/v1/executions", submission(pipeline, 72_000, i -> "bad" + i));
    assertRefused(answer, 400, "VALIDATION_FAILED");
    assertThat(answer.json().path("errors").size()).isEqualTo(50);
    assertThat(answer.json().path("detail").asString())
        .endsWith(" (and 71999 more; errors names the first 50)");
    assertAlive();
  }

  @Test
  void keysOfOneHashCodeAreNoBurden() {
    String pipeline =
        creator.pipeline("One hash code", Map.of("id", "a", "component_type", "resize"));
    assertRefused(
        creator.post("/v1/executions", submission(pipeline, 1 << 14, ExpensiveRequestsTest::same)),
        400,
        "VALIDATION_FAILED");
    assertRefused(
        creator.post(
            "/v1/pipelines",
            "{\"name\":\"x\",\"components\":[{\"id\":\"a\",\"component_type\":\"resize\","
                + "\"parameters\":"
                + members(1 << 14, ExpensiveRequestsTest::same)
                + "}]}"),
        400,
        "VALIDATION_FAILED");
    assertRefused(
        creator.post("/v1/pipelines", members(1 << 14, ExpensiveRequestsTest::same)),
        400,
        "VALIDATION_FAILED");
    assertRefused(
        creator.form(
            "/v1/executions",
            List.of(
                Part.field("pipeline_id", pipeline),
                Part.field("parameters", members(1 << 10, ExpensiveRequestsTest::same)),
                Part.file("input_files", "a.jpg", new byte[] {1}))),
        400,
        "VALIDATION_FAILED");
    assertAlive();
  }

  @Test
  void longListsOfAPipelineAreRefusedByTheirLength() {
    assertRefused(pipeline(list(300_000, "{}")), 400, "VALIDATION_FAILED");
    assertRefused(pipeline(list(200_000, "null")), 400, "VALIDATION_FAILED");
    assertRefused(
        pipeline(
            "[{\"id\":\"a\",\"component_type\":\"resize\",\"dependencies\":"
                + list(180_000, "null")
                + "}]"),
        400,
        "VALIDATION_FAILED");
    assertRefused(
        pipeline(
            "[{\"id\":\"a\",\"component_type\":\"resize\",\"dependencies\":"
                + list(180_000, "\"x\"")
                + "}]"),
        400,
        "PIPELINE_INVALID");
    assertAlive();
  }

  @Test
  void aHundredStepsWithThousandsOfParametersAreCounted() {
    String step = "{\"id\":\"a%d\",\"component_type\":\"resize\",\"parameters\":%s}";
    String steps =
        IntStream.range(0, 100)
            .mapToObj(i -> step.formatted(i, members(800, at -> "k" + at)))
            .collect(Collectors.joining(",", "[", "]"));
    Answer answer = pipeline(steps);
    assertRefused(answer, 400, "VALIDATION_FAILED");
    assertThat(answer.json().path("detail").asString()).contains("79999 more");
    assertAlive();
  }

  @Test
  void longListsOfAnExecutionAreRefusedByTheirLength() {
    String pipeline = creator.pipeline("Lists", Map.of("id", "a", "component_type", "resize"));
    String ids = list(100_000, "\"abc\"");
    assertRefused(
        creator.post(
            "/v1/executions",
            "{\"pipeline_id\":\"%s\",\"input_file_ids\":%s}".formatted(pipeline, ids)),
        413,
        "TOO_LARGE");
    String texts = list(200_000, "\"x\"");
    Answer answer =
        creator.post(
            "/v1/executions",
            "{\"pipeline_id\":\"%s\",\"input_file_ids\":[\"a\"],\"parameters\":{\"width\":%s}}"
                .formatted(pipeline, texts));
    assertRefused(answer, 400, "VALIDATION_FAILED");
    assertThat(answer.json().path("detail").asString()).contains("a list of 200000");
    assertAlive();
  }

  private Answer pipeline(String components) {
    return creator.post(
        "/v1/pipelines", "{\"name\":\"x\",\"components\":%s}".formatted(components));
  }

  private void assertAlive() {
    assertThat(creator.get("/health/live").status()).isEqualTo(200);
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.body()).hasSizeLessThan(SMALL_BYTES);
  }

  private static String submission(String pipeline, int count, IntFunction<String> key) {
    return "{\"pipeline_id\":\"%s\",\"input_file_ids\":[\"a\"],\"parameters\":%s}"
        .formatted(pipeline, members(count, key));
  }

  private static String members(int count, IntFunction<String> key) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + key.apply(i) + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(int count, String element) {
    return String.join(",", Collections.nCopies(count, element)).transform(all -> "[" + all + "]");
  }

  /** Different texts for different numbers, all with one hash code. */
  private static String same(int number) {
    byte[] text = new byte[28];
    for (int bit = 0; bit < 14; bit++) {
      boolean one = (number >> bit & 1) == 1;
      text[2 * bit] = (byte) (one ? 'B' : 'A');
      text[2 * bit + 1] = (byte) (one ? 'B' : 'a');
    }
    return new String(text, StandardCharsets.US_ASCII);
  }
}
