package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.Requests.IMAGE;
import static com.imageflowcanvas.it.rest.Requests.id;
import static com.imageflowcanvas.it.rest.Requests.smallPipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are sent again: contract 2.13. */
final class IdempotencyTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  private final Api api = SERVER.admin();

  @Test
  void sameRequestsAtTheSameTimeAreOneExecution() throws Exception {
    String pipeline = smallPipeline(api);
    Map<String, String> key = key();
    List<Future<Api.Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        answers.add(threads.submit(() -> api.submit(pipeline, key, IMAGE)));
      }
    }

    Set<String> ids = new HashSet<>();
    for (Future<Api.Answer> answer : answers) {
      ids.add(id(answer.get()));
    }
    assertThat(ids).hasSize(1);
    assertThat(api.get("/v1/executions?pipeline_id=" + pipeline).json().path("items").size())
        .isEqualTo(1);
  }

  @Test
  void orderOfPartsAndTheBoundaryDoNotMatter() throws Exception {
    String pipeline = smallPipeline(api);
    Map<String, String> key = key();
    Api.Part image = new Api.Part("input_files", "a.jpg", IMAGE);
    Api.Part name = Api.Part.field("pipeline_id", pipeline);
    Api.Part priority = Api.Part.field("priority", "high");
    Api.Part wide = Api.Part.field("parameters", "{\"width\": 10, \"height\": 20}");
    Api.Part high = Api.Part.field("parameters", "{ \"height\":20,\"width\":10 }");

    String first = id(multipart(key, image, name, priority, wide));
    String again = id(multipart(key, high, priority, name, image));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void sameKeyForSomethingElseIsRefused() throws Exception {
    String pipeline = smallPipeline(api);
    Map<String, String> key = key();
    String first = id(api.submit(pipeline, key, IMAGE));

    assertMismatch(api.submit(pipeline, key, Images.jpeg(97, 64)));
    assertMismatch(api.submit(pipeline, key, IMAGE, IMAGE));
    assertMismatch(api.submit(smallPipeline(api), key, IMAGE));
    assertMismatch(
        multipart(
            key,
            Api.Part.field("pipeline_id", pipeline),
            Api.Part.field("priority", "low"),
            new Api.Part("input_files", "image-0.jpg", IMAGE)));
    assertThat(id(api.submit(pipeline, key, IMAGE))).isEqualTo(first);
  }

  @Test
  void keyIsTheUsersOwn() throws Exception {
    String pipeline = smallPipeline(api);
    Map<String, String> key = key();

    String mine = id(api.submit(pipeline, key, IMAGE));
    String theirs = id(SERVER.user("pipeline_operator").api().submit(pipeline, key, IMAGE));

    assertThat(theirs).isNotEqualTo(mine);
  }

  @Test
  void uploadWithTheSameKeyIsOneFile() throws Exception {
    Map<String, String> key = key();

    Api.Answer first = upload(key, IMAGE);
    Api.Answer again = upload(key, IMAGE);

    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(again.status()).as(again.toString()).isEqualTo(201);
    assertThat(again.json().path("file_id")).isEqualTo(first.json().path("file_id"));
    assertMismatch(upload(key, Images.jpeg(33, 33)));
  }

  @Test
  void refusedRequestLeavesItsKeyFree() throws Exception {
    Map<String, String> key = key();

    assertThat(api.submit("no-such-pipeline", key, IMAGE).status()).isEqualTo(400);
    assertThat(api.submit(smallPipeline(api), key, IMAGE).status()).isEqualTo(202);
  }

  private Api.Answer upload(Map<String, String> key, byte[] image) throws Exception {
    return api.multipart("/v1/files", key, List.of(new Api.Part("file", "photo.jpg", image)));
  }

  private Api.Answer multipart(Map<String, String> key, Api.Part... parts) throws Exception {
    return api.multipart("/v1/executions", key, List.of(parts));
  }

  private static Map<String, String> key() {
    return Map.of("Idempotency-Key", UUID.randomUUID().toString());
  }

  private static void assertMismatch(Api.Answer answer) {
    assertProblem(answer, 409, "IDEMPOTENCY_MISMATCH");
  }
}
