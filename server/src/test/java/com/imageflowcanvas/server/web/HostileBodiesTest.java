package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not what they say, or not what can be stored and said again. */
@ExtendWith(WithServer.class)
class HostileBodiesTest {
  private static final String PIPELINE =
      "{\"name\":\"%s\",\"components\":[{\"id\":\"a\",\"component_type\":\"resize\"}]}";
  private static final String JSON = "application/json";

  private final TestClient creator;
  private final TestClient anonymous;

  HostileBodiesTest(TestServer server) {
    creator = server.as(Role.PIPELINE_CREATOR);
    anonymous = server.anonymous();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00\\ud800", "\\u0000"})
  void textsThatCannotBeStoredAreRefused(String name) {
    assertRefused(creator.post("/v1/pipelines", PIPELINE.formatted(name)), 400, "INVALID_REQUEST");
    assertRefused(
        anonymous.post(
            "/v1/auth/login", "{\"username\":\"x\",\"password\":\"%s\"}".formatted(name)),
        400,
        "INVALID_REQUEST");
  }

  @Test
  void overlongUtf8IsRefused() {
    byte[] body = PIPELINE.formatted("a??b").getBytes(StandardCharsets.UTF_8);
    int at = new String(body, StandardCharsets.UTF_8).indexOf("??");
    body[at] = (byte) 0xc0;
    body[at + 1] = (byte) 0xaf;
    assertRefused(post("/v1/pipelines", body, "Content-Type", JSON), 400, "INVALID_REQUEST");
  }

  @Test
  void utf16IsRefused() {
    byte[] body = PIPELINE.formatted("a").getBytes(StandardCharsets.UTF_16);
    assertRefused(post("/v1/pipelines", body, "Content-Type", JSON), 400, "INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bogus", "utf-16", "iso-8859-1", "\"\"", "a b"})
  void otherCharsetsAreRefused(String charset) {
    String type = JSON + "; charset=" + charset;
    byte[] body = PIPELINE.formatted("a").getBytes(StandardCharsets.UTF_8);
    Answer answer = post("/v1/pipelines", body, "Content-Type", type);
    assertRefused(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    assertThat(anonymous.get("/v1/pipelines", "Content-Type", type).status()).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "UTF-8", "us-ascii"})
  void theUsualCharsetIsTaken(String charset) {
    byte[] body = PIPELINE.formatted("charset " + charset).getBytes(StandardCharsets.UTF_8);
    Answer answer = post("/v1/pipelines", body, "Content-Type", JSON + "; charset=" + charset);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "deflate, gzip", "nonsense"})
  void compressedBodiesAreRefused(String coding) {
    byte[] body = PIPELINE.formatted("a").getBytes(StandardCharsets.UTF_8);
    Answer answer = post("/v1/pipelines", body, "Content-Type", JSON, "Content-Encoding", coding);
    assertRefused(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    assertThat(answer.toString()).contains(coding).contains("expected: none");
  }

  @Test
  void fieldOfAFormMayBe64KilobytesLong() {
    String object = "{\"a\":\"" + "x".repeat(65_000) + "\"}";
    assertRefused(execution(Part.field("parameters", object)), 400, "PIPELINE_UNKNOWN");
    String longer = "{\"a\":\"" + "x".repeat(66_000) + "\"}";
    Answer answer = execution(Part.field("parameters", longer));
    assertRefused(answer, 413, "TOO_LARGE");
    assertThat(answer.toString()).contains("65536");
  }

  @Test
  void moreThanAllImagesAndAFewFieldsAreRefused() {
    Part[] many = Collections.nCopies(300, Part.field("input_file_ids", "x")).toArray(Part[]::new);
    Answer answer = execution(many);
    assertRefused(answer, 413, "TOO_LARGE");
    assertThat(answer.toString()).contains("too many parts (expected: at most 216)");
  }

  @Test
  void longHeadersOfAPartAreRefused() {
    Answer answer = execution(Part.field("x".repeat(100_000), "x"));
    assertRefused(answer, 413, "TOO_LARGE");
    assertThat(answer.toString()).contains("headers of a part");
  }

  @Test
  void littleIsReadOfWhoIsNotKnown() {
    String login = "{\"username\":\"x\",\"password\":\"%s\"}".formatted("x".repeat(70_000));
    assertRefused(anonymous.post("/v1/auth/login", login), 413, "TOO_LARGE");
  }

  /** Whoever still sends when the connection is closed does not come to read the answer. */
  @Test
  void whoSendsTooMuchMaySendItAndReadsWhy() throws Exception {
    byte[] body = new byte[70_000];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), anonymous.port())) {
      socket.setSoTimeout(120_000);
      String head =
          "POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      for (int sent = 0; sent < body.length; sent += 10_000) {
        // a server that hangs up has done it by the next piece, and refuses the one after that
        Thread.sleep(50);
        socket.getOutputStream().write(body, sent, 10_000);
        socket.getOutputStream().flush();
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("TOO_LARGE");
    }
  }

  @ParameterizedTest
  @CsvSource({"limit=x,limit", "limit=99999999999,limit", "limit=1.0,limit", "limit=-1,limit"})
  void numbersOfAQueryAreExplained(String query, String place) {
    Answer answer = creator.get("/v1/pipelines?" + query);
    assertRefused(answer, 400, "VALIDATION_FAILED");
    assertThat(answer.json().path("errors").get(0).path("pointer").asString())
        .isEqualTo("/" + place);
    assertThat(answer.toString()).containsPattern("expected: (a whole number )?-?\\d+\\.\\.\\d+");
  }

  /** It would be an error about something that has been done. */
  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/xml", "////", "*/*;q=x", ","})
  void whatAcceptSaysChangesNothing(String accept) {
    Answer created =
        creator.post("/v1/pipelines", PIPELINE.formatted("accept " + accept), "Accept", accept);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.header("Content-Type")).contains("application/json");
    assertThat(creator.get("/metrics", "Accept", accept).header("Content-Type").orElse(""))
        .startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/ws", "/ws/execution/x", "/v1/ws/execution/x", "/api/v1/ws"})
  void whatIsNoWebSocketIsRefusedAsEverythingElse(String path) {
    assertRefused(anonymous.get(path), 400, "INVALID_REQUEST");
    Answer posted = anonymous.post(path, "{}");
    assertRefused(posted, 405, "METHOD_NOT_ALLOWED");
    assertThat(posted.header("Allow")).contains("GET");
  }

  private Answer execution(Part... fields) {
    List<Part> parts = new ArrayList<>(List.of(Part.field("pipeline_id", "none")));
    parts.addAll(Arrays.asList(fields));
    return creator.form("/v1/executions", parts);
  }

  private Answer post(String path, byte[] body, String... headers) {
    return creator.postBytes(path, body, headers);
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
  }
}
