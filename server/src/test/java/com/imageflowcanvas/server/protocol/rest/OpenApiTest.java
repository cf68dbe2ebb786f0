package com.imageflowcanvas.server.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServer.class)
class OpenApiTest {
  private final TestClient anonymous;

  OpenApiTest(TestServer server) {
    anonymous = server.anonymous();
  }

  @Test
  void dump() throws Exception {
    var answer = anonymous.get("/openapi.json");
    Files.write(Path.of("/tmp/openapi.json"), answer.body());
    assertThat(answer.status()).isEqualTo(200);
  }
}
