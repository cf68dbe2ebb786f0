package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the server's own: errors, limits, headers, aliases, the web page. */
@ExtendWith(WithServer.class)
class HttpServerTest {
  private final TestClient viewer;
  private final TestClient creator;
  private final TestClient anonymous;

  HttpServerTest(TestServer server) {
    viewer = server.as(Role.VIEWER);
    creator = server.as(Role.PIPELINE_CREATOR);
    anonymous = server.anonymous();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/api/v1", "/api"})
  void everyNameOfAPathAnswersTheSame(String prefix) {
    assertThat(viewer.get(prefix + "/components?lang=en").status()).isEqualTo(200);
    assertThat(anonymous.get(prefix + "/components").status()).isEqualTo(401);
    assertThat(viewer.get(prefix + "/nothing").code()).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/files/..%2f..%2fetc%2fpasswd HTTP/1.1",
        "GET /..%2f..%2fetc/passwd HTTP/1.1",
        "GET /v1/../../etc/passwd HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /v1/pipelines;admin=1 HTTP/1.1",
        "GET /v1/%00 HTTP/1.1",
        "GET /v1//pipelines HTTP/1.1",
        "GET nonsense HTTP/1.1",
        "GET / HTTP/9.9",
        "completely wrong",
      })
  void wrongRequestLinesAreRefusedInJson(String line) throws IOException {
    String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").contains("problem+json");
    assertThat(answer).doesNotContain("root:", "org.eclipse", "<html", "Exception");
    assertThat(answer.startsWith("HTTP/1.1 404") || answer.contains(" (expected: ")).isTrue();
    assertThat(answer).doesNotContain("bad request: Bad Request");
  }

  @Test
  void endlessHeadersAreRefused() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431").contains("HEADERS_TOO_LARGE", "at most 16 KiB");
  }

  @Test
  void endlessAddressesAreRefused() throws IOException {
    String answer = raw("GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 414").contains("URI_TOO_LONG", "at most 16 KiB");
  }

  @Test
  void twoLengthsAreRefused() throws IOException {
    String answer =
        raw(
            "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n"
                + "\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "BREW,/v1/pipelines,405",
    "TRACE,/v1/pipelines,405",
    "DELETE,/v1/components,405",
    "POST,/v1/nothing,404",
    "PUT,/,405"
  })
  void otherMethodsAreRefused(String method, String path, int status) {
    Answer answer = viewer.request(method, path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isNotEmpty();
    if (status == 405) {
      assertThat(answer.header("Allow")).isPresent();
    }
  }

  @Test
  void clientsThatWantHtmlGetTheirErrorsAllTheSame() {
    Answer answer = viewer.get("/v1/pipelines/none", "Accept", "text/html");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void jsonOverTheLimitIsRefused() {
    String large = "{\"name\":\"" + "x".repeat(1_100_000) + "\"}";
    assertThat(creator.post("/v1/pipelines", large).code()).isEqualTo("TOO_LARGE");
  }

  @Test
  void chunkedJsonOverTheLimitIsRefused() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    String answer =
        raw(
            "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "d\r\n{\"username\":\"\r\n"
                + chunk.repeat(17)
                + "0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413").contains("TOO_LARGE");
  }

  @Test
  void anUploadOverTheLimitIsRefusedBeforeItIsRead() throws IOException {
    String answer =
        raw(
            "POST /v1/executions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + creator.token()
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                + "Content-Length: 99999999999\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413").contains("TOO_LARGE", "at most 537919488 bytes");
  }

  @Test
  void noPageOfAnotherSiteMayReadAnAnswer() {
    String[] origin = {"Origin", "https://evil.example"};
    Answer asked =
        anonymous.request(
            "OPTIONS",
            "/v1/auth/login",
            "Origin",
            "https://evil.example",
            "Access-Control-Request-Method",
            "POST");
    for (Answer answer : new Answer[] {asked, viewer.get("/v1/pipelines", origin)}) {
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }
  }

  @Test
  void everyAnswerTellsBrowsersWhatAPageMayDo() throws IOException {
    for (Answer answer :
        new Answer[] {viewer.get("/v1/pipelines"), anonymous.get("/v1/pipelines")}) {
      assertThat(answer.header("Content-Security-Policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
                      .doesNotContain("script-src", "unsafe-eval"));
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.header("Cache-Control").orElse("")).contains("no-store");
      assertThat(answer.header("Server")).isEmpty();
    }
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")).contains("nosniff");
  }

  @Test
  void everyAnswerTellsHowMuchMayStillBeAsked() {
    Answer answer = viewer.get("/v1/pipelines");
    assertThat(answer.header("RateLimit-Limit")).contains("20000");
    assertThat(answer.header("RateLimit-Remaining")).isPresent();
    assertThat(answer.header("RateLimit-Reset")).isPresent();
    assertThat(viewer.get("/health/live").header("RateLimit-Limit")).isEmpty();
  }

  @Test
  void healthIsOpenAndSaysWhatItLookedAt() {
    assertThat(anonymous.get("/health/live").json().path("status").asString()).isEqualTo("up");
    Answer ready = anonymous.get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(
            ready.json().path("checks").valueStream().map(check -> check.path("name").asString()))
        .contains("database", "object store", "admin");
  }

  @Test
  void metricsNeedAToken() {
    assertThat(anonymous.get("/metrics").status()).isEqualTo(401);
    viewer.get("/v1/pipelines");
    Answer metrics = viewer.get("/metrics");
    assertThat(metrics.header("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.toString()).contains("# TYPE");
    assertThat(new String(metrics.body(), StandardCharsets.UTF_8))
        .contains("http_server_requests_seconds_count", "imageflow_executions{state=\"pending\"}");
  }

  @Test
  void theDocumentsOfTheApiAreOpen() {
    assertThat(anonymous.get("/openapi.json").json().path("openapi").asString()).startsWith("3.");
    Answer page = anonymous.get("/docs");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).contains("text/html");
    for (String file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js"}) {
      assertThat(anonymous.get("/docs/" + file).status()).as(file).isEqualTo(200);
    }
  }

  @Test
  void theWebPageAnswersForItsOwnPathsOnly() {
    String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (String path : new String[] {"/", "/index.html", "/pipelines", "/executions/some-id"}) {
      Answer page = anonymous.get(path, "Accept", browser);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.header("Content-Type")).contains("text/html");
      assertThat(page.header("Cache-Control")).contains("no-cache");
    }
    for (String path : new String[] {"/nothing.js", "/ws/nothing.js", "/assets/none"}) {
      Answer nothing = anonymous.get(path, "Accept", browser);
      assertThat(nothing.status()).as(path).isEqualTo(404);
      assertThat(nothing.code()).isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void whoDoesNotAskForAPageIsToldThatThereIsNothing() {
    for (String path : new String[] {"/pipelines", "/executions/some-id", "/v2/pipelines"}) {
      anonymous.get(path, "Accept", "text/html"); // which is not remembered for the others
      for (String accept : new String[] {"application/json", "*/*", "image/png, */*;q=0.1"}) {
        Answer nothing = anonymous.get(path, "Accept", accept);
        assertThat(nothing.status()).as(path + " " + accept).isEqualTo(404);
        assertThat(nothing.code()).isEqualTo("NOT_FOUND");
      }
      assertThat(anonymous.get(path).code()).isEqualTo("NOT_FOUND");
    }
    assertThat(anonymous.get("/", "Accept", "application/json").status()).isEqualTo(200);
    assertThat(anonymous.get("/").header("Content-Type").orElse("")).contains("text/html");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), anonymous.port())) {
      socket.setSoTimeout(120_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = new byte[8192];
      int length = 0;
      while (length < answer.length) {
        int count = socket.getInputStream().read(answer, length, answer.length - length);
        if (count < 0) {
          break;
        }
        length += count;
        String text = new String(answer, 0, length, StandardCharsets.UTF_8);
        if (text.endsWith("}")) {
          break;
        }
      }
      return new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }
}
