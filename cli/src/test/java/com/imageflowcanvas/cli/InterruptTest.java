package com.imageflowcanvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterruptTest {
  private static final int PATIENCE_SECONDS = 300;

  @Test
  void aRunThatIsInterruptedCancelsItsExecution(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("photo.jpg"), "pixels");
    try (FakeServer server = new FakeServer()) {
      Process run = start(folder, server, "run", "endless", "photo.jpg");
      try {
        awaitFirstLook(server, run);
        run.destroy();
        assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      } finally {
        run.destroyForcibly();
      }
      assertThat(server.executions.cancelled).containsExactly("execution-1");
      assertThat(run.exitValue()).isEqualTo(128 + 15);
    }
  }

  @Test
  void anExecutionWhoseAnswerIsOnItsWayIsCancelledToo(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("photo.jpg"), "pixels");
    try (FakeServer server = new FakeServer()) {
      server.executions.holdAnswers();
      Process run = start(folder, server, "run", "endless", "photo.jpg");
      try {
        while (run.isAlive() && server.executions.submitted.isEmpty()) Thread.sleep(20);
        run.destroy();
        server.executions.releaseAnswers();
        assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      } finally {
        run.destroyForcibly();
      }
      assertThat(server.executions.cancelled).containsExactly("execution-1");
    }
  }

  @Test
  void anExecutionWhoseEndTheServerWaitsForIsCancelledToo(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("photo.jpg"), "pixels");
    try (FakeServer server = new FakeServer()) {
      server.executions.patient = true;
      Process run = start(folder, server, "run", "endless", "photo.jpg");
      try {
        while (run.isAlive() && server.executions.submitted.isEmpty()) Thread.sleep(20);
        run.destroy();
        assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      } finally {
        run.destroyForcibly();
      }
      assertThat(server.executions.cancelled).containsExactly("execution-1");
      assertThat(server.executions.submitted).hasSize(1);
    }
  }

  private static void awaitFirstLook(FakeServer server, Process run) throws InterruptedException {
    while (run.isAlive() && server.count("GET /v1/executions/execution-1") == 0) Thread.sleep(20);
  }

  private static Process start(Path folder, FakeServer server, String... arguments)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "com.imageflowcanvas.cli.Main");
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("IMAGEFLOW_URL", server.url());
    builder.environment().put("IMAGEFLOW_API_KEY", "key-1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("output.txt").toFile());
    return builder.start();
  }
}
