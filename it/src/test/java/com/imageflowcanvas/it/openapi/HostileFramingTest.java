package com.imageflowcanvas.it.openapi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with the frame around a request: its line, its lengths, its chunks, its parts. */
class HostileFramingTest extends DescribedServer {
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String LONG = "x".repeat(1_000_000);
  private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n";

  private final List<String> faults = new ArrayList<>();
  private String authorization;

  @BeforeAll
  void authorize() throws Exception {
    authorization = "Authorization: Bearer " + admin.token() + "\r\n";
  }

  @BeforeEach
  void clear() {
    faults.clear();
  }

  @Test
  void strangeRequestLinesAreRefused() throws Exception {
    for (String line :
        List.of(
            "GET /v1/users HTTP/0.9",
            "GET /v1/users HTTP/2.0",
            "GET /v1/users HTTP/9",
            "GET /v1/users",
            "GET http://other.example/v1/users HTTP/1.1",
            "GET //v1/users HTTP/1.1",
            "GET /v1/users%00 HTTP/1.1",
            "GET /v1/users;jsessionid=1 HTTP/1.1",
            "GET /%2e%2e/v1/users HTTP/1.1",
            "GET /v1/users/%C0%AF HTTP/1.1",
            "GET /v1/pipelines/%ED%A0%80 HTTP/1.1",
            "GET /v1/users?limit=%FF HTTP/1.1",
            "GET /v1/users#fragment HTTP/1.1",
            "GET \\v1\\users HTTP/1.1",
            "TRACE /v1/users HTTP/1.1",
            "CONNECT /v1/users HTTP/1.1",
            "PRI * HTTP/2.0",
            "G\u0000T /v1/users HTTP/1.1",
            "\u0016\u0003\u0001 HTTP/1.1",
            "x".repeat(20_000))) {
      expect(line, request(line, ""), 400, 405, 431);
    }
    finish();
  }

  @Test
  void olderHttpAndStrangeButGoodLinesAreAnswered() throws Exception {
    for (String line :
        List.of(
            "GET /v1/users HTTP/1.0",
            "\r\n\r\nGET /v1/users HTTP/1.1",
            "GET /v1/users?x=%00 HTTP/1.1",
            "GET http://localhost/v1/users HTTP/1.1")) {
      expect(line, request(line, ""), 200);
    }
    expect(
        "override", request("GET /v1/users HTTP/1.1", "X-HTTP-Method-Override: DELETE\r\n"), 200);
    finish();
  }

  /** Each of them lets two servers in a row see two different requests. */
  @Test
  void requestsThatCouldBeSmuggledAreRefused() throws Exception {
    for (String headers :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding : chunked\r\n",
            "Transfer-Encoding: \u000bchunked\r\n",
            "Content-Length: +5\r\n",
            "Content-Length: 0x5\r\n",
            "Content-Length: 5, 5\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: -1\r\n",
            "X: a\rContent-Length: 5\r\n",
            "X: a\r\n Content-Length: 5\r\n",
            "Host: other\r\n")) {
      String line = "POST /v1/pipelines HTTP/1.1";
      expect(headers, request(line, JSON + headers, "0\r\n\r\n".getBytes(US_ASCII)), 400);
    }
    finish();
  }

  @Test
  void brokenBodiesAreRefused() throws Exception {
    Map<String, byte[]> chunks = new LinkedHashMap<>();
    chunks.put("no number", "zz\r\nabc\r\n0\r\n\r\n".getBytes(US_ASCII));
    chunks.put("negative", "-5\r\nabc\r\n0\r\n\r\n".getBytes(US_ASCII));
    chunks.put("too large a number", "FFFFFFFFFFFFFFFFF\r\nabc\r\n".getBytes(US_ASCII));
    chunks.put("cut", "50\r\n{}".getBytes(US_ASCII));
    chunks.put("no end", "2\r\n{}\r\n".getBytes(US_ASCII));
    chunks.put(
        "long extension", ("2;" + "a".repeat(70_000) + "\r\n{}\r\n0\r\n\r\n").getBytes(US_ASCII));
    chunks.put("empty object", "2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n".getBytes(US_ASCII));
    for (Map.Entry<String, byte[]> chunk : chunks.entrySet()) {
      String line = "POST /v1/pipelines HTTP/1.1";
      expect(chunk.getKey(), request(line, CHUNKED, chunk.getValue()), 400);
    }
    String line = "POST /v1/pipelines HTTP/1.1";
    byte[] object = "{\"name\":\"x\"}".getBytes(US_ASCII);
    expect("longer", request(line, JSON + "Content-Length: 5\r\n", object), 400);
    expect("shorter", request(line, JSON + "Content-Length: 500\r\n", object), 400);
    expect("none", request(line, JSON), 400);
    byte[] packed = gzip(object);
    String length = "Content-Length: " + packed.length + "\r\n";
    expect("gzip", request(line, JSON + length + "Content-Encoding: gzip\r\n", packed), 415);
    finish();
  }

  @Test
  void brokenFormsAreRefusedAndLeaveNothing() throws Exception {
    Leftovers leftovers = new Leftovers(server, data);
    String file = part("name=\"file\"; filename=\"a.jpg\"", "", "no image");
    String end = "--b--\r\n";
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("no parts", "");
    bodies.put("no closing boundary", file);
    bodies.put("boundary without its dashes", file + "--b\r\n");
    bodies.put("another boundary", file.replace("--b", "--c") + "--c--\r\n");
    bodies.put("its case", file.replace("--b", "--B") + "--B--\r\n");
    bodies.put("lines end with LF", (file + end).replace("\r\n", "\n"));
    bodies.put("lines end with CR", (file + end).replace("\r\n", "\r"));
    bodies.put(
        "boundary in the content", part("name=\"file\"; filename=\"a\"", "", "--b\r\nx") + end);
    bodies.put("nested", part("name=\"file\"", nested(), "--c\r\n\r\nx\r\n--c--") + end);
    bodies.put("no disposition", "--b\r\n\r\nx\r\n" + end);
    bodies.put("no headers", "--b\r\nx\r\n" + end);
    bodies.put("no name", part("filename=\"a.jpg\"", "", "x") + end);
    bodies.put("empty name", part("name=\"\"", "", "x") + end);
    bodies.put("two files", file + file + end);
    bodies.put("preamble", "p".repeat(100_000) + "\r\n" + file + end);
    bodies.put("epilogue", file + end + "e".repeat(100_000));
    bodies.put("10,000 parts", file.repeat(10_000) + end);
    bodies.put("10,000 headers", part("name=\"file\"", "X: y\r\n".repeat(10_000), "x") + end);
    bodies.put("a header of 1 MB", part("name=\"file\"", "X: " + LONG + "\r\n", "x") + end);
    bodies.put("a name of 1 MB", part("name=\"" + LONG + "\"", "", "x") + end);
    bodies.put("a filename of 1 MB", part("name=\"file\"; filename=\"" + LONG, "", "x") + end);
    bodies.put("control characters", part("name=\"file\"; filename=\"a\u0000b\"", "", "x") + end);
    bodies.put("_charset_", part("name=\"_charset_\"", "", "bogus") + file + end);
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      byte[] content = body.getValue().getBytes(StandardCharsets.UTF_8);
      for (String path : List.of("/v1/files", "/v1/executions", "/v1/models")) {
        String what = body.getKey() + " at " + path;
        expect(what, form(path, "multipart/form-data; boundary=b", content), 400, 413, 415, 422);
      }
    }
    byte[] whole = (file + end).getBytes(US_ASCII);
    for (String type :
        List.of(
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\u00fc",
            "multipart/form-data; boundary=" + "b".repeat(5_000),
            "multipart/form-data; boundary=b; charset=bogus",
            "multipart/form-data; boundary=c; boundary=b",
            "multipart/mixed; boundary=b",
            "multipart/",
            "application/x-www-form-urlencoded")) {
      expect(type, form("/v1/files", type, whole), 400, 415);
    }
    finish();
    leftovers.assertNone(admin);
  }

  private byte[] form(String path, String type, byte[] body) {
    String headers = "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n";
    return request("POST " + path + " HTTP/1.1", headers, body);
  }

  private static String part(String names, String headers, String content) {
    String disposition = "--b\r\nContent-Disposition: form-data; " + names + "\r\n";
    return disposition + headers + "\r\n" + content + "\r\n";
  }

  private static String nested() {
    return "Content-Type: multipart/mixed; boundary=c\r\n";
  }

  private byte[] request(String line, String headers, byte... body) {
    String host =
        headers.contains("Host:")
            ? "Host: localhost\r\n" + headers
            : headers + "Host: localhost\r\n";
    byte[] head =
        (line + "\r\n" + host + authorization + "Connection: close\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  private void expect(String what, byte[] request, Integer... statuses) {
    String shown = what.length() > 60 ? what.substring(0, 60) + "…" : what;
    try {
      RawHttp.Answer answer = http.send(request);
      List<String> wrong = new ArrayList<>(check.faultsOfAny(answer));
      if (!List.of(statuses).contains(answer.status())) {
        wrong.add("expected one of " + List.of(statuses));
      }
      wrong.forEach(fault -> faults.add(shown + ": " + fault + " " + answer));
    } catch (IOException e) {
      faults.add(shown + ": " + e);
    }
  }

  private void finish() throws Exception {
    assertThat(faults.stream().limit(20).toList()).isEmpty();
    assertThat(admin.getAnonymously("/health/ready").status()).isEqualTo(200);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
