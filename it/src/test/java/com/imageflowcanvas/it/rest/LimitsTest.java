package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.Requests.IMAGE;
import static com.imageflowcanvas.it.rest.Requests.smallPipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What there is only so much of: contract 6, and rates, queue and quota. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitsTest {
  private static final int QUEUE = 3;
  private static final String PASSWORD = "a long enough Password 1";

  @TempDir static Path data;
  private ServerProcess server;
  private Api admin;

  @BeforeAll
  void start() throws Exception {
    server =
        ServerProcess.start(
            data,
            Map.of(
                "IMAGEFLOW_EXECUTION_WORKERS", "1",
                "IMAGEFLOW_QUEUE_CAPACITY", Integer.toString(QUEUE),
                "IMAGEFLOW_QUOTA_FILES_PER_USER", "5MB",
                "IMAGEFLOW_RATE_LIMIT_USER_PER_SECOND", "1",
                "IMAGEFLOW_RATE_LIMIT_USER_BURST", "100"));
    admin = server.api();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void tooManyRequestsOfAUserAreToldWhenToComeAgain() throws Exception {
    Api busy = user("viewer");
    Api other = user("viewer");
    List<Api.Answer> answers = new ArrayList<>();
    for (int i = 0; i < 1_000 && (i == 0 || answers.getLast().status() == 200); i++) {
      answers.add(busy.get("/v1/auth/me"));
    }

    assertThat(Integer.parseInt(answers.getFirst().header("RateLimit-Limit"))).isEqualTo(100);
    assertThat(Integer.parseInt(answers.getFirst().header("RateLimit-Remaining"))).isBetween(1, 99);
    Api.Answer refused = answers.getLast();
    assertProblem(refused, 429, "RATE_LIMITED");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    assertThat(other.get("/v1/auth/me").status()).isEqualTo(200);
    assertThat(busy.getAnonymously("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void fullQueueRefusesInsteadOfGrowing() throws Exception {
    Api api = user("admin");
    List<String> accepted = new ArrayList<>(List.of(Requests.busy(api), Requests.busy(api)));
    String pipeline = smallPipeline(api);
    Api.Answer answer = api.submit(pipeline, Map.of(), IMAGE);
    while (answer.status() == 202) {
      accepted.add(Requests.id(answer));
      assertThat(accepted).hasSizeLessThanOrEqualTo(QUEUE + 3);
      answer = api.submit(pipeline, Map.of(), IMAGE);
    }

    assertProblem(answer, 429, "QUEUE_FULL");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(api.get("/v1/executions?created_by=me&limit=100").json().path("items").size())
        .isEqualTo(accepted.size());

    for (String id : accepted) {
      api.send("POST", "/v1/executions/" + id + "/cancel", Map.of(), new byte[0]);
    }
    assertThat(api.submit(pipeline, Map.of(), IMAGE).status()).isEqualTo(202);
  }

  @Test
  void userKeepsNoMoreThanTheQuota() throws Exception {
    Api api = user("pipeline_operator");
    byte[] threeMegabytes = Images.encode("bmp", 1000, 1000);
    String first = Requests.upload(api, threeMegabytes);

    assertProblem(upload(api, threeMegabytes), 413, "QUOTA_EXCEEDED");
    assertProblem(
        api.submit(smallPipeline(admin), Map.of(), threeMegabytes), 413, "QUOTA_EXCEEDED");

    assertThat(api.delete("/v1/files/" + first).status()).isEqualTo(204);
    assertThat(upload(api, threeMegabytes).status()).isEqualTo(201);
  }

  @Test
  void whatIsTooLargeIsToldWithTheLimit() throws Exception {
    Api api = user("pipeline_creator");

    Api.Answer image = upload(api, Images.encode("bmp", 3_000, 3_000));
    assertProblem(image, 413, "TOO_LARGE");
    assertThat(image.toString()).contains("26214400");

    Api.Answer json =
        api.post("/v1/pipelines", Map.of("name", "x".repeat(1_100_000), "components", List.of()));
    assertProblem(json, 413, "TOO_LARGE");

    Api.Answer many =
        api.post(
            "/v1/executions",
            Map.of(
                "pipeline_id",
                smallPipeline(api),
                "input_file_ids",
                Collections.nCopies(101, Requests.upload(api, IMAGE))));
    assertProblem(many, 413, "TOO_LARGE");
    assertThat(many.toString()).contains("101").contains("100");
  }

  @Test
  void thereIsAlwaysAnAdmin() throws Exception {
    // others that tests have made are not there any more
    for (var user : admin.get("/v1/users?limit=100").json().path("items")) {
      if (!user.path("username").asString().equals("admin")) {
        admin.delete("/v1/users/" + user.path("id").asString());
      }
    }
    String path = "/v1/users/" + admin.get("/v1/auth/me").json().path("id").asString();

    assertProblem(
        admin.sendJson("PATCH", path, Map.of(), Map.of("roles", List.of("viewer"))),
        409,
        "CONFLICT");
    assertProblem(
        admin.sendJson("PATCH", path, Map.of(), Map.of("disabled", true)), 409, "CONFLICT");
    assertProblem(admin.delete(path), 409, "CONFLICT");
    assertThat(admin.get("/v1/users").status()).isEqualTo(200);
  }

  private Api user(String role) throws Exception {
    String name = "u" + UUID.randomUUID().toString().substring(0, 8);
    Api.Answer created =
        admin.post(
            "/v1/users", Map.of("username", name, "password", PASSWORD, "roles", List.of(role)));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return admin.login(name, PASSWORD);
  }

  private static Api.Answer upload(Api api, byte[] image) throws Exception {
    return api.multipart("/v1/files", Map.of(), List.of(new Api.Part("file", "photo.bmp", image)));
  }
}
