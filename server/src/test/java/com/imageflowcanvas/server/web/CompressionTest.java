package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServer.class)
class CompressionTest {
  private static final String[] GZIP = {"Accept-Encoding", "br;q=1.0, gzip, *;q=0.1"};

  private final TestClient admin;
  private final TestClient anonymous;

  CompressionTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    anonymous = server.anonymous();
  }

  @Test
  void jsonIsCompressedForWhoTakesIt() throws IOException {
    for (String path : new String[] {"/v1/components", "/openapi.json"}) {
      Answer plain = admin.get(path);
      assertThat(plain.header("Content-Encoding")).isEmpty();
      assertThat(plain.header("Vary").orElse("")).contains("Accept-Encoding");
      Answer small = admin.get(path, GZIP);
      assertThat(small.header("Content-Encoding")).contains("gzip");
      assertThat(small.header("Vary").orElse("")).contains("Accept-Encoding");
      assertThat(small.header("Content-Length")).contains(String.valueOf(small.body().length));
      assertThat(small.body().length).isLessThan(plain.body().length / 3);
      assertThat(unzipped(small)).isEqualTo(plain.body());
    }
  }

  @Test
  void filesOfThePagesAreCompressedAndRangesAreNot() throws IOException {
    String file = "/docs/swagger-ui.css";
    Answer plain = anonymous.get(file);
    Answer small = anonymous.get(file, GZIP);
    assertThat(small.header("Content-Encoding")).contains("gzip");
    assertThat(small.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
    assertThat(small.header("Vary").orElse("")).contains("Accept-Encoding");
    assertThat(plain.header("Vary").orElse("")).contains("Accept-Encoding");
    assertThat(unzipped(small)).isEqualTo(plain.body());
    assertThat(small.body().length).isLessThan(plain.body().length / 4);
    Answer again =
        anonymous.get(
            file,
            "Accept-Encoding",
            "gzip",
            "If-Modified-Since",
            small.header("Last-Modified").orElseThrow());
    assertThat(again.status()).isEqualTo(304);
    Answer part = anonymous.get(file, "Accept-Encoding", "gzip", "Range", "bytes=0-99");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Encoding")).isEmpty();
    assertThat(part.body()).hasSize(100);
  }

  @Test
  void whoRefusesGzipGetsNone() {
    for (String accepted : new String[] {"gzip;q=0", "identity", "deflate, br", "gzip; q=0.000"}) {
      assertThat(
              admin.get("/v1/components", "Accept-Encoding", accepted).header("Content-Encoding"))
          .as(accepted)
          .isEmpty();
    }
  }

  @Test
  void loginsShortAnswersImagesAndWhatHasATagStayAsTheyAre() {
    Answer me = admin.get("/v1/auth/me", GZIP);
    assertThat(me.header("Content-Encoding")).isEmpty();
    assertThat(admin.get("/health/live", GZIP).header("Content-Encoding")).isEmpty();
    Map<?, ?>[] steps =
        IntStream.range(0, 50)
            .mapToObj(i -> Map.of("id", "s" + i, "component_type", "resize"))
            .toArray(Map[]::new);
    String pipeline = admin.pipeline("Compressed", steps);
    Answer tagged = admin.get("/v1/pipelines/" + pipeline, GZIP);
    assertThat(tagged.header("ETag")).contains("\"1\"");
    assertThat(tagged.header("Content-Encoding")).isEmpty();
    String file =
        admin
            .postBytes("/v1/files", Images.jpeg(200, 200), "Content-Type", "image/jpeg")
            .json()
            .path("file_id")
            .asString();
    assertThat(admin.get("/v1/files/" + file, GZIP).header("Content-Encoding")).isEmpty();
  }

  private static byte[] unzipped(Answer answer) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return in.readAllBytes();
    }
  }
}
