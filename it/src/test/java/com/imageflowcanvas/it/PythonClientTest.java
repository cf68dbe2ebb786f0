package com.imageflowcanvas.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python client's own tests, with a real server. */
class PythonClientTest {
  private static final Path FOLDER = Path.of("../clients/python");

  @TempDir Path data;

  @Test
  void testsOfThePythonClientPass() throws Exception {
    assumeTrue(
        Programs.exists("python3"), "python3 is not installed: its client is not tested here");
    try (ServerProcess server = ServerProcess.start(data)) {
      Programs.Outcome outcome =
          Programs.run(
              FOLDER,
              Map.of(
                  "IMAGEFLOW_URL",
                  server.url(),
                  "IMAGEFLOW_PASSWORD",
                  ServerProcess.PASSWORD,
                  "PYTHONDONTWRITEBYTECODE",
                  "1",
                  "no_proxy",
                  "127.0.0.1"),
              "python3",
              "-m",
              "unittest",
              "-v");

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).contains("test_real_server").doesNotContain("skipped");
    }
  }
}
