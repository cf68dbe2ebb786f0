package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How many requests users and addresses may send; a gateway tells where each comes from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RateLimitsTest {
  private static final int USER_BURST = 30;
  private static final int ADDRESS_BURST = 40;
  private static final int MANY = 500;
  private static final byte[] NOTHING = {};

  @TempDir static Path data;
  private ServerProcess server;
  private Api admin;
  private int clients;

  @BeforeAll
  void start() throws Exception {
    server =
        ServerProcess.start(
            data,
            Map.of(
                "IMAGEFLOW_HTTP_TRUSTED_PROXIES", "127.0.0.1",
                "IMAGEFLOW_RATE_LIMIT_USER_PER_SECOND", "1",
                "IMAGEFLOW_RATE_LIMIT_USER_BURST", Integer.toString(USER_BURST),
                "IMAGEFLOW_RATE_LIMIT_ADDRESS_PER_SECOND", "1",
                "IMAGEFLOW_RATE_LIMIT_ADDRESS_BURST", Integer.toString(ADDRESS_BURST)));
    admin = server.api();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void anAddressThatAsksTooMuchIsToldWhenToComeAgain() throws Exception {
    String address = address();
    List<Api.Answer> answers = untilRefused(() -> page(Map.of("X-Forwarded-For", address)));

    Api.Answer first = answers.getFirst();
    assertThat(first.header("RateLimit-Limit")).isEqualTo("40");
    assertThat(first.header("RateLimit-Remaining")).isEqualTo("39");
    assertThat(first.header("RateLimit-Reset")).isEqualTo("1");
    Api.Answer refused = answers.getLast();
    assertProblem(refused, 429, "RATE_LIMITED");
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(refused.header("RateLimit-Reset"))).isBetween(39, 40);
    // others are not held up, and the wait is the one that was told
    assertThat(page(Map.of("X-Forwarded-For", address())).status()).isEqualTo(200);
    Thread.sleep(Duration.ofSeconds(Integer.parseInt(refused.header("Retry-After"))));
    assertThat(page(Map.of("X-Forwarded-For", address)).status()).isEqualTo(200);
  }

  @Test
  void aClientCannotWriteItselfAnotherAddress() throws Exception {
    String address = address();
    List<Api.Answer> answers =
        untilRefused(
            () -> {
              Map<String, String> forged = new HashMap<>();
              forged.put("X-Forwarded-For", address() + ", " + address + ", 127.0.0.1");
              forged.put("Forwarded", "for=" + address());
              return page(forged);
            });
    // each with a new address would have been let in
    assertProblem(answers.getLast(), 429, "RATE_LIMITED");
  }

  @Test
  void aUserIsCountedWhereverTheRequestsComeFrom() throws Exception {
    Api user = user("viewer");
    List<Api.Answer> answers = untilRefused(() -> me(user));
    assertThat(answers.getFirst().header("RateLimit-Limit")).isEqualTo("30");
    assertProblem(answers.getLast(), 429, "RATE_LIMITED");
    assertThat(me(user("viewer")).status()).isEqualTo(200);
  }

  @Test
  void ofTwoLimitsTheOneThatIsReachedFirstIsTold() throws Exception {
    Api user = user("viewer");
    Map<String, String> from = Map.of("X-Forwarded-For", address());
    untilRefused(() -> page(from));
    Api.Answer answer = user.send("GET", "/v1/auth/me", from, NOTHING);
    assertThat(answer.header("RateLimit-Limit")).isEqualTo("40");
    assertThat(Integer.parseInt(answer.header("RateLimit-Remaining"))).isLessThan(USER_BURST - 1);
  }

  @Test
  void holdersOfLinksAreNotOneUser() throws Exception {
    Api operator = user("pipeline_operator");
    Map<String, String> from = Map.of("X-Forwarded-For", address(), "Content-Type", "image/jpeg");
    String file =
        operator.send("POST", "/v1/files", from, Requests.IMAGE).json().path("file_id").asString();
    String url =
        operator
            .send("POST", "/v1/files/" + file + "/link", from, NOTHING)
            .json()
            .path("url")
            .asString();
    for (int i = 0; i < ADDRESS_BURST - 5; i++) {
      assertThat(admin.getAnonymously(url).status()).isEqualTo(200);
    }
  }

  @Test
  void callsByGrpcCountToo() throws Exception {
    Api user = user("pipeline_operator");
    try (GrpcCaller grpc = new GrpcCaller(server.grpcPort())) {
      List<Status.Code> codes = new ArrayList<>();
      do {
        codes.add(grpc.run(user.token(), "no-such-pipeline"));
      } while (codes.getLast() == Status.Code.NOT_FOUND && codes.size() < MANY);
      assertThat(codes.getFirst()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(codes.getLast()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
    List<Api.Answer> answers = untilRefused(() -> me(user));
    assertProblem(answers.getLast(), 429, "RATE_LIMITED");
    assertThat(answers).as("what gRPC left").hasSizeLessThan(USER_BURST / 2);
  }

  /** While it asks the limit refills, once a second: how many are let in is not known. */
  private static List<Api.Answer> untilRefused(Callable<Api.Answer> request) throws Exception {
    List<Api.Answer> answers = new ArrayList<>();
    do {
      answers.add(request.call());
    } while (answers.getLast().status() == 200 && answers.size() < MANY);
    return answers;
  }

  private Api.Answer page(Map<String, String> headers) throws Exception {
    return anonymous().send("GET", "/v1/auth/jwks", headers, NOTHING);
  }

  private Api.Answer me(Api user) throws Exception {
    return user.send("GET", "/v1/auth/me", elsewhere(), NOTHING);
  }

  private Map<String, String> elsewhere() {
    return Map.of("X-Forwarded-For", address());
  }

  /** One that no other test has. */
  private String address() {
    clients++;
    return "203.0." + clients / 250 + "." + clients % 250;
  }

  private Api anonymous() {
    return admin.withToken("nobody");
  }

  private Api user(String role) throws Exception {
    String name = "u" + UUID.randomUUID().toString().substring(0, 8);
    String password = "a long enough Password 1";
    Map<String, Object> body =
        Map.of("username", name, "password", password, "roles", List.of(role));
    Map<String, String> headers = new HashMap<>(elsewhere());
    Api.Answer created = admin.sendJson("POST", "/v1/users", headers, body);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    Map<String, String> login = Map.of("username", name, "password", password);
    return admin.withToken(
        anonymous()
            .sendJson("POST", "/v1/auth/login", elsewhere(), login)
            .json()
            .path("access_token")
            .asString());
  }
}
