package com.imageflowcanvas.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
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
              Map.of("width", 32, "height", 32)));

  private final byte[] image = Images.jpeg(96, 64);
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

  @TempDir Path data;

  @Test
  void everyAcceptedExecutionEndsExactlyOnceUnderKills() throws Exception {
    ServerProcess server = ServerProcess.start(data);
    String pipeline = server.api().pipeline("tiny", TINY);
    Random random = new Random();
    for (int kill = 1; kill <= KILLS; kill++) {
      loadUntil(server, pipeline, EXECUTIONS * kill / (KILLS + 1), random.nextInt(300));
      server.kill();
      server = ServerProcess.start(data);
    }
    loadUntil(server, pipeline, EXECUTIONS, 0);
    try (ServerProcess last = server) {
      assertThat(accepted).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(EXECUTIONS);
      Map<String, Integer> ends = new TreeMap<>();
      for (String id : accepted) {
        JsonNode ended = last.api().awaitEnd(id, Duration.ofMinutes(3));
        String status = ended.path("status").asString();
        ends.merge(status, 1, Integer::sum);
        if (status.equals("completed")) {
          assertThat(ended.path("output_files").size()).as(id).isEqualTo(1);
          String url = ended.path("output_files").path(0).path("download_url").asString();
          assertThat(last.api().get(url).body())
              .as(url)
              .startsWith(0xff, 0xd8)
              .endsWith(0xff, 0xd9);
        }
      }
      System.out.println(accepted.size() + " accepted, " + KILLS + " kills, ends " + ends);
      assertThat(ends.keySet()).isSubsetOf("completed", "failed");
      // only one that was caught running by three kills may be given up
      assertThat(ends.getOrDefault("failed", 0)).isLessThanOrEqualTo(KILLS);
    }
  }

  private void loadUntil(ServerProcess server, String pipeline, int count, int moreMillis)
      throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Api api = server.api();
      api.token();
      for (int i = 0; i < CLIENTS; i++) {
        clients.submit(() -> load(api, pipeline, stop));
      }
      while (accepted.size() < count && server.process().isAlive()) {
        Thread.sleep(5);
      }
      Thread.sleep(moreMillis);
      if (moreMillis > 0) {
        server.kill();
      }
      stop.set(true);
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
}
