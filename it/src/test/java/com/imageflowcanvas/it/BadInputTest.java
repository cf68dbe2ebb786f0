package com.imageflowcanvas.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hostile images: each a clear 4xx or a failed item with its reason; the server lives on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final List<Map<String, Object>> CHAIN =
      List.of(
          Map.of("id", "r", "component_type", "resize", "parameters", Map.of("width", 200)),
          Map.of("id", "d", "component_type", "ai_detection", "dependencies", List.of("r")),
          Map.of("id", "f", "component_type", "filter", "dependencies", List.of("d")));

  private final byte[] good = Images.jpeg(320, 240);

  @TempDir static Path data;
  private ServerProcess server;
  private Api api;
  private String pipeline;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(data);
    api = server.api();
    pipeline = api.pipeline("chain", CHAIN);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void everyBadImageIsRefusedWithItsReasonAndNothingIsLeft() throws Exception {
    long before = objects();
    Map<String, byte[]> cases = badImages();
    for (Map.Entry<String, byte[]> bad : cases.entrySet()) {
      Api.Answer answer = api.submit(pipeline, Map.of(), bad.getValue());
      if (answer.status() == 202) {
        JsonNode ended =
            api.awaitEnd(answer.json().path("execution_id").asString(), Duration.ofMinutes(5));
        assertThat(ended.path("status").asString()).as(bad.getKey()).isEqualTo("failed");
        assertThat(ended.path("items").path(0).path("error").path("message").asString())
            .as(bad.getKey())
            .isNotBlank();
        assertThat(api.delete("/v1/executions/" + ended.path("execution_id").asString()).status())
            .isEqualTo(204);
      } else {
        assertThat(answer.status()).as(bad.getKey() + " " + answer).isIn(413, 415, 422);
        assertThat(answer.contentType()).as(bad.getKey()).startsWith("application/problem+json");
        assertThat(answer.json().path("detail").asString()).as(bad.getKey()).isNotBlank();
      }
    }
    assertThat(objects()).isEqualTo(before);
    assertThat(run(good).path("status").asString()).isEqualTo("completed");
  }

  @Test
  void oneBadImageDoesNotLoseTheOthers() throws Exception {
    Api.Answer answer =
        api.submit(pipeline, Map.of(), good, "no image".getBytes(StandardCharsets.UTF_8), good);
    assertThat(answer.status()).isEqualTo(202);
    JsonNode ended =
        api.awaitEnd(answer.json().path("execution_id").asString(), Duration.ofMinutes(5));
    assertThat(ended.path("items").findValuesAsString("status"))
        .containsExactly("completed", "failed", "completed");
    assertThat(ended.path("status").asString()).isEqualTo("failed");
    assertThat(ended.path("output_files").size()).isEqualTo(4);
  }

  @Test
  void otherFormatsAndWrongNamesAreRead() throws Exception {
    for (String format : List.of("png", "gif", "bmp", "jpg")) {
      assertThat(run(Images.encode(format, 64, 48)).path("status").asString())
          .as(format)
          .isEqualTo("completed");
    }
  }

  private JsonNode run(byte[] image) throws Exception {
    Api.Answer answer = api.submit(pipeline, Map.of(), image);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return api.awaitEnd(answer.json().path("execution_id").asString(), Duration.ofMinutes(5));
  }

  private Map<String, byte[]> badImages() {
    byte[] png = Images.encode("png", 40, 30);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("no bytes", new byte[0]);
    bad.put("text", "hello world ".repeat(50).getBytes(StandardCharsets.UTF_8));
    bad.put("truncated", Arrays.copyOf(good, good.length / 2));
    bad.put("two bytes", Arrays.copyOf(good, 2));
    bad.put("huge png", resized(png, 60_000));
    bad.put("empty png", resized(png, 0));
    bad.put("huge jpeg", hugeJpeg());
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    bad.put("noise", noise);
    bad.put("svg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
    bad.put("gif without frames", "GIF89a\377\377\377\377".getBytes(StandardCharsets.ISO_8859_1));
    bad.put("truncated png", Arrays.copyOf(png, png.length - 20));
    return bad;
  }

  /** The same PNG with another size in its header. */
  private static byte[] resized(byte[] png, int side) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(16, side).putInt(20, side);
    return changed;
  }

  private byte[] hugeJpeg() {
    byte[] changed = good.clone();
    for (int i = 0; i < changed.length - 9; i++) {
      if (changed[i] == (byte) 0xff && changed[i + 1] == (byte) 0xc0) {
        ByteBuffer.wrap(changed).putShort(i + 5, (short) 65_500).putShort(i + 7, (short) 65_500);
        return changed;
      }
    }
    throw new IllegalStateException("no SOF0 in the test image");
  }

  private long objects() throws Exception {
    try (Stream<Path> files = Files.walk(data.resolve("objects"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
