package com.imageflowcanvas.cli.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.cli.client.Connection;
import com.imageflowcanvas.cli.client.ServerAddress;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.execution.ExecutionFeed.Signal;
import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExecutionFeedTest {
  private static final long PATIENCE_MS = 300_000;

  @TempDir private Path folder;

  @Test
  void progressAndTheEndAreHeardInTheirOrder() throws Exception {
    try (FakeWebSocket server =
        new FakeWebSocket(
            "{\"type\":\"progress\",\"progress\":65.5,\"step\":\"detect\"}",
            "{\"type\":\"news\"}",
            "{\"type\":\"progress\",\"progress\":70,\"data\":{\"current_step\":\"Draw\"}}",
            "{\"type\":\"completed\"}")) {
      assertThat(signals(server))
          .containsExactly(
              new Signal.Progress(65.5, "detect"),
              new Signal.Progress(70, "Draw"),
              new Signal.Finished(),
              new Signal.FeedEnded());
      assertThat(server.handshake)
          .contains("GET /v1/ws/execution/e-1 HTTP/1.1", "Sec-WebSocket-Protocol: bearer, key-1");
    }
  }

  @Test
  void whatIsNoJsonEndsTheFeed() throws Exception {
    try (FakeWebSocket server = new FakeWebSocket("hello")) {
      assertThat(signals(server)).first().isEqualTo(new Signal.FeedEnded());
    }
  }

  private List<Signal> signals(FakeWebSocket server) throws InterruptedException {
    List<Signal> signals = new ArrayList<>();
    try (ExecutionFeed feed = ExecutionFeed.open(client(server.url()), "e-1")) {
      Signal signal = feed.next(PATIENCE_MS);
      while (signal != null) {
        signals.add(signal);
        if (signal instanceof Signal.FeedEnded) break;
        signal = feed.next(PATIENCE_MS);
      }
    }
    return signals;
  }

  private ServerClient client(String url) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal =
        new Terminal(nowhere, nowhere, InputStream.nullInputStream(), false, 80, Optional.empty());
    Surroundings surroundings =
        new Surroundings(
            Map.of("HOME", folder.toString(), "IMAGEFLOW_API_KEY", "key-1"),
            folder,
            terminal,
            InstantSource.system());
    return new Connection(
            ServerAddress.parse(url), surroundings, Optional.empty(), Optional.empty())
        .client();
  }
}
