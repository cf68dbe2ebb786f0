package com.imageflowcanvas.server.protocol.rest.executions;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionWatch;
import com.imageflowcanvas.server.running.Gate;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServer.class)
class HangUpTest {
  private final TestClient client;
  private final ExecutionWatch watch;

  HangUpTest(TestServer server) {
    client = server.as(Role.ADMIN);
    watch = server.bean(ExecutionWatch.class);
  }

  @Test
  void nobodyWaitsForAClientThatHasHungUp() throws Exception {
    try (Gate.Closed _ = Gate.close("hung-up")) {
      ExecutionId id = new ExecutionId(submit("hung-up"));
      try (Socket socket = connect()) {
        send(socket, request(id, "wait=60"));
        awaitThat(id, true);
      }
      awaitThat(id, false);
    }
  }

  @Test
  void theNextRequestOfAConnectionIsNoHangUp() throws Exception {
    ExecutionId id;
    try (Socket socket = connect()) {
      try (Gate.Closed _ = Gate.close("pipelined")) {
        id = new ExecutionId(submit("pipelined"));
        send(socket, request(id, "wait=60") + "GET /health/live HTTP/1.1\r\nHost: x\r\n");
        awaitThat(id, true);
        send(socket, "Connection: close\r\n\r\n");
      }
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String all = String.join("\n", answers.lines().toList());
      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(3);
      assertThat(all).contains("Preference-Applied: wait").contains("\"completed\"");
    }
  }

  private String submit(String gate) {
    String pipeline =
        client.pipeline(
            "Hang up " + gate,
            Map.of("id", "g", "component_type", "test_gate", "parameters", Map.of("name", gate)));
    return client.submit(pipeline, Images.jpeg(32, 32));
  }

  private String request(ExecutionId id, String prefer) {
    return "GET /v1/executions/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nPrefer: %s\r\n\r\n"
        .formatted(id, client.token(), prefer);
  }

  private void awaitThat(ExecutionId id, boolean waitedFor) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (watch.isWaitedFor(id) != waitedFor && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(watch.isWaitedFor(id)).isEqualTo(waitedFor);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
