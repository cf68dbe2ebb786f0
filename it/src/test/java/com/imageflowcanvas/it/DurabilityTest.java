package com.imageflowcanvas.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * kill -9 under load: everything accepted is found again and ends exactly once. The long form:
 * {@code bench/durability}.
 */
class DurabilityTest {
  private static final int EXECUTIONS = Integer.getInteger("imageflow.durability.executions", 300);
  private static final int KILLS = Integer.getInteger("imageflow.durability.kills", 3);
  private static final int CLIENTS = 3;
  private static final int SIDE = 32;
  private static final List<Map<String, Object>> TINY =
      List.of(
          Map.of(
              "id",
              "r",
              "name",
              "r",
              "component_type",
              "resize",
              "parameters",
              Map.of("width", SIDE, "height", SIDE, "maintain_aspect_ratio", false)));

  private final byte[] image = Images.jpeg(96, 64);
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Instant begun = Instant.now();

  @TempDir Path data;

  @Test
  @Timeout(value = 5, unit = TimeUnit.HOURS) // of the long form
  void everyAcceptedExecutionEndsExactlyOnceUnderKills() throws Exception {
    ServerProcess server = ServerProcess.start(data);
    String pipeline = server.api().pipeline("tiny", TINY);
    Random random = new Random();
    for (int kill = 1; kill <= KILLS; kill++) {
      loadUntil(server, pipeline, EXECUTIONS * kill / (KILLS + 1), 1 + random.nextInt(300));
      tell("kill " + kill);
      server = ServerProcess.start(data);
    }
    loadUntil(server, pipeline, EXECUTIONS, 0);
    tell("waiting for the last");
    try (ServerProcess last = server) {
      check(last.api());
    }
  }

  private void check(Api api) throws Exception {
    assertThat(accepted).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(EXECUTIONS);
    Map<String, Integer> ends = new TreeMap<>();
    for (String id : accepted) {
      JsonNode ended = api.awaitEnd(id, Duration.ofMinutes(10));
      ends.merge(ended.path("status").asString(), 1, Integer::sum);
      if (ended.path("status").asString().equals("completed")) {
        requireOneWholeOutput(api, ended);
      }
    }
    tell("kills: " + KILLS + ", ends: " + ends);
    assertThat(ends.keySet()).isSubsetOf("completed", "failed");
    // only one that was caught running by three kills may be given up
    assertThat(ends.getOrDefault("failed", 0)).isLessThanOrEqualTo(KILLS);
    requireNothingDoubled(api);
  }

  private static void requireOneWholeOutput(Api api, JsonNode execution) throws Exception {
    assertThat(execution.path("output_files").size()).as(execution.toString()).isEqualTo(1);
    String url = execution.path("output_files").path(0).path("download_url").asString();
    byte[] output = api.get(url).body();
    assertThat(output).as(url).startsWith(0xff, 0xd8).endsWith(0xff, 0xd9);
    assertThat(ImageIO.read(new ByteArrayInputStream(output)).getWidth()).as(url).isEqualTo(SIDE);
  }

  /** Each execution that there is has one output, and there is no output of anything else. */
  private void requireNothingDoubled(Api api) throws Exception {
    List<JsonNode> executions = everyPage(api, "/v1/executions?limit=100");
    // at each kill every client may have had one accepted whose answer it never saw
    assertThat(executions.size()).isBetween(accepted.size(), accepted.size() + KILLS * CLIENTS);
    Map<String, Integer> outputs = new HashMap<>();
    for (JsonNode file : everyPage(api, "/v1/files?kind=output&limit=100")) {
      outputs.merge(file.path("execution_id").asString(), 1, Integer::sum);
    }
    assertThat(outputs.values()).containsOnly(1);
    assertThat(outputs.keySet())
        .containsExactlyInAnyOrderElementsOf(
            executions.stream()
                .filter(execution -> execution.path("status").asString().equals("completed"))
                .map(execution -> execution.path("execution_id").asString())
                .toList());
  }

  private static List<JsonNode> everyPage(Api api, String path) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Api.Answer answer = api.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      JsonNode page = answer.json();
      page.path("items").forEach(items::add);
      cursor = page.path("next_cursor").asString(null);
    }
    return items;
  }

  private void loadUntil(ServerProcess server, String pipeline, int count, int killAfterMillis)
      throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Api api = server.api();
      api.token();
      List<Future<Void>> loads = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        loads.add(clients.submit(() -> load(api, pipeline, stop)));
      }
      while (accepted.size() < count && !loads.stream().allMatch(Future::isDone)) {
        Thread.sleep(5);
      }
      if (killAfterMillis > 0) {
        Thread.sleep(killAfterMillis);
        server.kill();
      }
      stop.set(true);
      for (Future<Void> one : loads) {
        one.get();
      }
    }
  }

  private Void load(Api api, String pipeline, AtomicBoolean stop) throws InterruptedException {
    while (!stop.get()) {
      try {
        Api.Answer answer = api.submit(pipeline, Map.of(), image);
        if (answer.status() == 202) {
          accepted.add(answer.json().path("execution_id").asString());
        } else if (answer.status() == 429) {
          Thread.sleep(200);
        } else {
          throw new IllegalStateException(answer.toString());
        }
      } catch (IOException e) {
        return null; // the server was killed
      }
    }
    return null;
  }

  /** The long form takes minutes: whoever waits sees how far it is. */
  private void tell(String what) {
    double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    System.out.printf("%6.1f s  %5d accepted  %s%n", seconds, accepted.size(), what);
  }
}
