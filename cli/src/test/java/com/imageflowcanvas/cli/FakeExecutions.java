package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.FakeServer.Answer;
import com.imageflowcanvas.cli.FakeServer.Request;
import com.imageflowcanvas.cli.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Executions of the pipeline {@code faces}: pending, running and completed as they are asked for,
 * one image out for each image in; an image whose name begins with {@code bad} fails. The pipeline
 * {@code endless} never ends by itself; {@code switched} skips its second step.
 */
final class FakeExecutions {
  private static final Pattern PART =
      Pattern.compile("name=\"(\\w+)\"(?:; filename=\"([^\"]*)\")?\r\n(?:[^\r]+\r\n)*\r\n([^\r]*)");

  /** A submission as it was understood. */
  record Submitted(
      String id, String pipeline, String priority, String parameters, List<String> images) {}

  final List<Submitted> submitted = new CopyOnWriteArrayList<>();
  final List<String> cancelled = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();

  /** Each answers one POST before the next is taken. */
  final List<Answer> refusals = new CopyOnWriteArrayList<>();

  /** Whether the answer waits for the end where the client prefers that. */
  volatile boolean patient;

  private final CountDownLatch someCancelled = new CountDownLatch(1);

  /** File name that the server gives outputs; %s is the execution's id. */
  volatile String outputName = "%s-detect-output.jpg";

  private final Map<String, Submitted> byKey = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);

  /** Takes submissions from now on without answering them. */
  void holdAnswers() {
    answers.drainPermits();
  }

  void releaseAnswers() {
    answers.release(Integer.MAX_VALUE);
  }

  Answer answer(Request request) {
    String[] path = request.path().substring(1).split("/");
    if (request.line().equals("POST /v1/executions")) {
      Answer answer = accept(request);
      if (patient && !request.header("Prefer").isEmpty() && answer.status() == 202) {
        return ended(submitted.getLast());
      }
      answers.acquireUninterruptibly();
      return answer;
    }
    if (path[1].equals("files")) {
      return new Answer(
          200, "image/jpeg", ("bytes of " + path[2]).getBytes(StandardCharsets.UTF_8));
    }
    if (request.method().equals("POST")) {
      cancelled.add(path[2]);
      someCancelled.countDown();
      return Answer.json(202, Json.object().put("status", "cancelled"));
    }
    return submitted.stream()
        .filter(s -> s.id().equals(path[2]))
        .findFirst()
        .map(s -> Answer.json(200, state(s)))
        .orElseGet(() -> Answer.problem(404, "NOT_FOUND", "no execution " + path[2]));
  }

  /** The endless one ends when it is cancelled. */
  private Answer ended(Submitted execution) {
    if (!execution.pipeline().equals("endless")) {
      asked.computeIfAbsent(execution.id(), _ -> new AtomicInteger()).set(10);
      return Answer.json(200, state(execution));
    }
    try {
      someCancelled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.json(200, state(execution).put("status", "cancelled"));
  }

  private synchronized Answer accept(Request request) {
    keys.add(request.header("Idempotency-Key"));
    if (!refusals.isEmpty()) return refusals.removeFirst();
    String key = request.header("Idempotency-Key");
    Submitted known = byKey.computeIfAbsent(key, _ -> read(request));
    if (!List.of("faces", "endless", "switched").contains(known.pipeline()))
      return unknown(known.pipeline());
    if (!submitted.contains(known)) submitted.add(known);
    return Answer.json(202, Json.object().put("execution_id", known.id()).put("status", "pending"));
  }

  private static Answer unknown(String pipeline) {
    ObjectNode problem =
        Json.object()
            .put("code", "PIPELINE_UNKNOWN")
            .put("detail", "pipeline_id: " + pipeline + " (expected: an id or a slug)");
    problem.putArray("errors").addObject().put("pointer", "/pipeline_id").put("detail", "unknown");
    return Answer.json(400, problem);
  }

  private Submitted read(Request request) {
    Matcher part = PART.matcher(new String(request.body(), StandardCharsets.UTF_8));
    String pipeline = "";
    String priority = "";
    String parameters = "";
    List<String> images = new ArrayList<>();
    while (part.find()) {
      switch (part.group(1)) {
        case "pipeline_id" -> pipeline = part.group(3);
        case "priority" -> priority = part.group(3);
        case "parameters" -> parameters = part.group(3);
        default -> images.add(part.group(2));
      }
    }
    String id = "execution-" + (byKey.size() + 1);
    return new Submitted(id, pipeline, priority, parameters, images);
  }

  private ObjectNode state(Submitted execution) {
    int times = asked.computeIfAbsent(execution.id(), _ -> new AtomicInteger()).incrementAndGet();
    boolean running = times < 3 || execution.pipeline().equals("endless");
    boolean bad = execution.images().stream().anyMatch(name -> name.startsWith("bad"));
    ObjectNode state =
        Json.object()
            .put("execution_id", execution.id())
            .put("status", running ? "running" : bad ? "failed" : "completed")
            .put("execution_mode", "direct_grpc")
            .put("processing_time_ms", 85.5);
    state.putObject("progress").put("percentage", running ? 50 : 100).put("current_step", "detect");
    ArrayNode steps = state.putArray("steps");
    steps
        .addObject()
        .put("step_id", "detect-step-0")
        .put("status", running ? "running" : "completed")
        .put("processing_time_ms", 25.3);
    if (execution.pipeline().equals("switched")) {
      steps
          .addObject()
          .put("step_id", "blur-step-1")
          .put("status", "skipped")
          .put("skipped_reason", "switch-step-0:then stayed empty");
    }
    if (!running) addItems(execution, state.putArray("items"));
    return state;
  }

  private void addItems(Submitted execution, ArrayNode items) {
    for (int i = 0; i < execution.images().size(); i++) {
      String name = execution.images().get(i);
      ObjectNode item = items.addObject().put("filename", name);
      if (name.startsWith("bad")) {
        item.put("status", "failed");
        item.putObject("error").put("code", "IMAGE_CORRUPT").put("message", "truncated data");
        continue;
      }
      String file = execution.id() + "-detect-step-0-output-" + i;
      item.put("status", "completed");
      item.putArray("output_files")
          .addObject()
          .put("file_id", file)
          .put("filename", outputName.formatted(execution.id()))
          .put("step_id", "detect-step-0")
          .put("download_url", "/v1/files/" + file + "/download");
      ObjectNode found = item.putArray("detections").addObject();
      found.put("class_name", "face").put("confidence", 0.91);
      found.putObject("bbox").put("x", 10.4).put("y", 20).put("width", 30).put("height", 40);
    }
  }
}
