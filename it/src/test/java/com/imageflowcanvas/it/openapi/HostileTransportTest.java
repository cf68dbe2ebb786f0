package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are wrong below the API: paths, headers, framing, uploads that break off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTransportTest {
  @TempDir static Path data;
  private ServerProcess server;
  private Api admin;
  private RawHttp http;
  private AnswerCheck check;
  private List<String> authorized;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(data);
    admin = server.api();
    http = new RawHttp(URI.create(server.url()).getPort());
    check = new AnswerCheck(new ApiDescription(admin.getAnonymously("/openapi.json").json()), data);
    authorized = List.of("Authorization: Bearer " + admin.token());
    upload(GoodRequests.IMAGE);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void strangePathsLeadNowhereElse() throws Exception {
    List<String> faults = new ArrayList<>();
    for (String path :
        List.of(
            "/v1/../v1/pipelines",
            "/v1/%2e%2e/v1/users",
            "/v1//pipelines",
            "//v1/pipelines",
            "/v1/pipelines/",
            "/v1/./pipelines",
            "/v1;a=b/pipelines",
            "/v1/pipelines;jsessionid=1",
            "/%76%31/users",
            "/V1/users",
            "/v1/users%2f",
            "/v1/files/%2e%2e%2f%2e%2e%2fimageflow.db",
            "/v1/files/..%5c..%5cimageflow.db",
            "/../../../../etc/passwd",
            "/assets/../../imageflow.db",
            "/docs/..%2f..%2fimageflow.db",
            "/api/v1/../../metrics",
            "/v1/pipelines/%00",
            "/v1/pipelines/%zz",
            "/v1/pipelines/%",
            "/v1/pipelines/\u00fc",
            "/v1/pipelines/a b",
            "*",
            "http://other.example/v1/users",
            "/v1/pipelines?" + "q=".repeat(20_000))) {
      RawHttp.Answer anonymous = http.send("GET", path, List.of(), new byte[0]);
      check.faultsOfAny(anonymous).forEach(f -> faults.add(path + ": " + f + " " + anonymous));
      if (anonymous.mediaType().equals("application/json")) {
        faults.add(path + " answers without a token: " + anonymous);
      }
      RawHttp.Answer known = http.send("GET", path, authorized, new byte[0]);
      check.faultsOfAny(known).forEach(fault -> faults.add(path + ": " + fault + " " + known));
    }
    assertThat(String.join("\n", faults)).isEmpty();
  }

  @Test
  void strangeHeadersAreAnsweredInTheUsualShape() throws Exception {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    cases.put("a header of 20 KB", List.of("X-Long: " + "x".repeat(20_000)));
    cases.put("2,000 headers", Collections.nCopies(2_000, "X-Many: 1"));
    cases.put("no colon", List.of("Nonsense"));
    cases.put("no name", List.of(": value"));
    cases.put("folded", List.of("X-Folded: a\r\n b"));
    cases.put("control characters", List.of("X-Control: a\u0000b"));
    cases.put("two lengths", List.of("Content-Length: 0", "Content-Length: 5"));
    cases.put("negative length", List.of("Content-Length: -1"));
    cases.put("length of text", List.of("Content-Length: abc"));
    cases.put("both framings", List.of("Content-Length: 3", "Transfer-Encoding: chunked"));
    cases.put("unknown coding", List.of("Transfer-Encoding: nonsense"));
    cases.put("unknown encoding", List.of("Content-Encoding: nonsense"));
    cases.put("expectation", List.of("Expect: nonsense"));
    cases.put("forged address", List.of("X-Forwarded-For: 1.2.3.4", "Forwarded: for=_x"));
    cases.put("strange host", List.of("Host: a b"));
    cases.put("cookies", List.of("Cookie: =;=;\";$Version=1; imageflow_refresh=\u00ff"));
    cases.put("upgrade", List.of("Upgrade: websocket", "Connection: Upgrade"));
    cases.put("method", List.of("X-HTTP-Method-Override: DELETE"));
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, List<String>> one : cases.entrySet()) {
      List<String> headers = new ArrayList<>(authorized);
      headers.addAll(one.getValue());
      RawHttp.Answer answer = http.send("GET", "/v1/pipelines", headers, new byte[0]);
      check
          .faultsOfAny(answer)
          .forEach(fault -> faults.add(one.getKey() + ": " + fault + " " + answer));
    }
    for (String method : List.of("TRACE", "CONNECT", "FOO", "get", "PROPFIND", "HEAD", "OPTIONS")) {
      RawHttp.Answer answer = http.send(method, "/v1/pipelines", authorized, new byte[0]);
      if (answer.status() >= 500) {
        faults.add(method + ": " + answer);
      }
    }
    assertThat(String.join("\n", faults)).isEmpty();
  }

  @Test
  void whatIsEchoedStaysOneHeader() throws Exception {
    for (String name : List.of("a\r\nX-Injected: 1.jpg", "a%0d%0aX-Injected:1.jpg", "a\"b.jpg")) {
      byte[] body = new Form().file("file", name, GoodRequests.IMAGE).body();
      RawHttp.Answer answer = http.send("POST", "/v1/files", multipart(), body);
      assertThat(check.faultsOfAny(answer)).as(answer.toString()).isEmpty();
      if (answer.status() == 201) {
        String id = ApiDescription.JSON.readTree(answer.body()).path("file_id").asString();
        RawHttp.Answer download = http.send("GET", "/v1/files/" + id, authorized, new byte[0]);
        assertThat(download.status()).isEqualTo(200);
        assertThat(check.faultsOfAny(download)).as(download.toString()).isEmpty();
      }
    }
  }

  @Test
  void uploadsThatBreakOffLeaveNothing() throws Exception {
    Leftovers leftovers = new Leftovers(server, data);
    String pipeline =
        admin.pipeline(
            "broken " + UUID.randomUUID(), List.of(Map.of("id", "r", "component_type", "resize")));
    byte[] large = noise(3_000_000);
    byte[] submission =
        new Form()
            .field("pipeline_id", pipeline)
            .file("input_files", "good.jpg", GoodRequests.IMAGE)
            .file("input_files", "large.jpg", large)
            .body();
    byte[] file = new Form().file("file", "large.jpg", large).body();
    Random random = new Random(5);
    for (int i = 0; i < 10; i++) {
      http.abort(
          "POST", "/v1/executions", multipart(), submission, random.nextInt(submission.length));
      http.abort("POST", "/v1/files", multipart(), file, random.nextInt(file.length));
      http.abort("POST", "/v1/models", multipart(), file, random.nextInt(file.length));
      http.abort("POST", "/v1/files", typed("image/jpeg"), large, random.nextInt(large.length));
      http.abort(
          "POST",
          "/v1/pipelines",
          typed("application/json"),
          "{\"name\":".getBytes(StandardCharsets.US_ASCII),
          5);
    }
    http.abort("POST", "/v1/files", List.of(), file, 0);

    leftovers.assertNone(admin);
    assertThat(admin.get("/v1/executions?pipeline_id=" + pipeline).json().path("items").size())
        .isZero();
  }

  @Test
  void slowUploadIsTakenAndDoesNotHoldOthersUp() throws Exception {
    byte[] body = new Form().file("file", "slow.jpg", GoodRequests.IMAGE).body();
    Thread[] slow = new Thread[20];
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < slow.length; i++) {
      slow[i] =
          Thread.startVirtualThread(
              () -> {
                try {
                  statuses.add(
                      http.sendSlowly("POST", "/v1/files", multipart(), body, 100).status());
                } catch (IOException | InterruptedException e) {
                  statuses.add(-1);
                }
              });
    }
    for (int i = 0; i < 20; i++) {
      assertThat(upload(GoodRequests.IMAGE)).isEqualTo(201);
    }
    for (Thread thread : slow) {
      thread.join();
    }
    assertThat(statuses).hasSize(slow.length).containsOnly(201);
  }

  /** As many as the server would have threads, if it had a usual number of them. */
  @Test
  void stalledUploadsDoNotStopTheServer() throws Exception {
    Leftovers leftovers = new Leftovers(server, data);
    byte[] file = new Form().file("file", "stalled.jpg", noise(100_000)).body();
    byte[] json = "{\"name\":\"".getBytes(StandardCharsets.US_ASCII);
    List<AutoCloseable> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        stalled.add(http.stall("POST", "/v1/files", multipart(), file, 1_000));
        stalled.add(http.stall("POST", "/v1/files", typed("image/jpeg"), file, 1_000));
        stalled.add(http.stall("POST", "/v1/pipelines", typed("application/json"), json, 5));
      }
      for (int i = 0; i < 5; i++) {
        assertThat(upload(GoodRequests.IMAGE)).isEqualTo(201);
      }
    } finally {
      for (AutoCloseable socket : stalled) {
        socket.close();
      }
    }
    leftovers.assertNone(admin);
  }

  private int upload(byte[] image) throws IOException {
    byte[] body = new Form().file("file", "photo.jpg", image).body();
    return http.send("POST", "/v1/files", multipart(), body).status();
  }

  private List<String> multipart() {
    return typed(Form.TYPE);
  }

  private List<String> typed(String type) {
    return List.of(authorized.getFirst(), "Content-Type: " + type);
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(1).nextBytes(noise);
    return noise;
  }
}
