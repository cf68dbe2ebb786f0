package com.imageflowcanvas.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The TypeScript client's own tests, with a real server. */
class TypescriptClientTest {
  private static final Path FOLDER = Path.of("../clients/typescript");

  @TempDir Path data;

  @Test
  void testsOfTheTypescriptClientPass() throws Exception {
    assumeTrue(
        Programs.exists("node") && Programs.exists("npm"),
        "node or npm is not installed: their client is not tested here");
    assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules")),
        "clients/typescript/node_modules is missing: npm ci there to have the client tested");
    try (ServerProcess server = ServerProcess.start(data)) {
      Programs.Outcome outcome =
          Programs.run(
              FOLDER,
              Map.of(
                  "IMAGEFLOW_URL",
                  server.url(),
                  "IMAGEFLOW_PASSWORD",
                  ServerProcess.PASSWORD,
                  "NO_COLOR",
                  "1"),
              "npm",
              "test",
              "--silent");

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).contains("with a real server").doesNotContain("# SKIP");
    }
  }
}
