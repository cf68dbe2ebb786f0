package com.imageflowcanvas.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ProblemException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpModelDownloadTest {
  private static final byte[] MODEL = {1, 2, 3, 4};

  private final AtomicInteger requests = new AtomicInteger();
  private final HttpModelDownload open = new HttpModelDownload(address -> true);
  private final HttpModelDownload strict = new HttpModelDownload();
  private HttpServer server;
  private String base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/model", exchange -> answer(exchange, 200, MODEL));
    server.createContext("/none", exchange -> answer(exchange, 404, new byte[0]));
    server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
    server.createContext("/once", exchange -> redirect(exchange, "/model"));
    server.createContext("/inside", exchange -> redirect(exchange, "http://10.0.0.1/model"));
    server.createContext("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    open.close();
    strict.close();
  }

  @Test
  void fileIsFetched() throws IOException {
    assertThat(fetch(open, base + "/model")).isEqualTo(MODEL);
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    assertThat(fetch(open, base + "/once")).isEqualTo(MODEL);
    assertThatThrownBy(() -> fetch(open, base + "/loop")).hasMessageContaining("redirects");
    assertThat(requests).hasValue(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"})
  void nothingInsideIsConnectedTo(String host) {
    String url = "http://" + host + ":" + server.getAddress().getPort() + "/model";

    assertThatThrownBy(() -> fetch(strict, url)).isInstanceOf(ProblemException.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void redirectsAreCheckedAsTheFirstUrlIs() {
    HttpModelDownload loopbackOnly = new HttpModelDownload(InetAddress::isLoopbackAddress);

    assertThatThrownBy(() -> fetch(loopbackOnly, base + "/inside"))
        .hasMessageContaining("not public");
    assertThatThrownBy(() -> fetch(loopbackOnly, base + "/file"))
        .hasMessageContaining("http or https");
    loopbackOnly.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.com/x", "http:///x", "x", "http:x"})
  void onlyHttpIsSpoken(String url) {
    assertThatThrownBy(() -> fetch(open, url)).hasMessageContaining("http or https");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 99_999, Integer.MAX_VALUE})
  void portsThatThereAreNotAreRefused(int port) {
    assertThatThrownBy(() -> fetch(open, "http://127.0.0.1:" + port + "/model"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("port " + port + " (expected: 1..65535)");
  }

  @Test
  void portsThatDoNotExistAreRefused() {
    assertThatThrownBy(() -> fetch(open, "http://localhost:65536/model"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("65536");
  }

  @Test
  void passwordsInUrlsAreRefused() {
    assertThatThrownBy(() -> fetch(open, base.replace("//", "//user:secret@") + "/model"))
        .hasMessageContaining("no password")
        .hasMessageNotContaining("secret");
  }

  @Test
  void answerWithoutAFileIsToldWithItsStatus() {
    assertThatThrownBy(() -> fetch(open, base + "/none")).hasMessageContaining("404");
  }

  private static byte[] fetch(HttpModelDownload download, String url) throws IOException {
    try (InputStream in = download.open(URI.create(url))) {
      return in.readAllBytes();
    }
  }

  private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    requests.incrementAndGet();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void redirect(HttpExchange exchange, String to) throws IOException {
    requests.incrementAndGet();
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }
}
