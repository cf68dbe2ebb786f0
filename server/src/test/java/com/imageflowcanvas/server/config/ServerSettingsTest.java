package com.imageflowcanvas.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSettingsTest {
  @TempDir Path folder;

  @Test
  void defaultsAreThoseOfTheContract() throws SettingsException {
    ServerSettings settings = ServerSettings.load(Map.of(), folder);
    assertThat(settings.ports().stream().map(ServerSettings.Port::number))
        .containsExactly(8080, 50050, 50051, 50052, 50053);
    assertThat(settings.network().bindAddress().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.dataDir()).isEqualTo(folder.toAbsolutePath().resolve("data"));
    assertThat(settings.modelsDir()).isEqualTo(settings.dataDir().resolve("models"));
    assertThat(settings.limits().image().bytes()).isEqualTo(25L << 20);
    assertThat(settings.limits().executionBytes()).isEqualTo(512L << 20);
    assertThat(settings.limits().jsonBytes()).isEqualTo(1L << 20);
    assertThat(settings.redundancy().fallbackStatus()).isEqualTo(500);
    assertThat(settings.services().get("ai_detection"))
        .isEqualTo(
            new ServerSettings.Service(
                Optional.empty(), Duration.ofSeconds(60), 2, Duration.ofMillis(200)));
    assertThat(settings.executions().workers()).isPositive();
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws Exception {
    file("imageflow.yml", "http:\n  port: 1111\ngrpc:\n  port: 2222\n");
    ServerSettings settings = ServerSettings.load(Map.of("IMAGEFLOW_HTTP_PORT", "3333"), folder);
    assertThat(settings.network().httpPort()).isEqualTo(3333);
    assertThat(settings.network().grpcPort()).isEqualTo(2222);
  }

  @Test
  void theFileOfTheDocumentIsRead() throws Exception {
    file(
        "imageflow.yml",
        """
        services:
          ai_detection:
            endpoint: "ai-detection-grpc-app:50052"
            timeout: "45s"
            retry_policy:
              max_attempts: 4
              initial_backoff: "200ms"
        redundancy:
          kafka_fallback: false
          circuit_breaker:
            failure_threshold: 7
        """);
    ServerSettings settings = ServerSettings.load(Map.of(), folder);
    assertThat(settings.services().get("ai_detection"))
        .isEqualTo(
            new ServerSettings.Service(
                Optional.of("ai-detection-grpc-app:50052"),
                Duration.ofSeconds(45),
                4,
                Duration.ofMillis(200)));
    assertThat(settings.redundancy().kafkaFallback()).isFalse();
    assertThat(settings.redundancy().failureThreshold()).isEqualTo(7);
  }

  @Test
  void anotherFileCanBeNamed() throws Exception {
    file("other.yml", "http: {port: 4444}");
    ServerSettings settings = ServerSettings.load(Map.of("IMAGEFLOW_CONFIG", "other.yml"), folder);
    assertThat(settings.network().httpPort()).isEqualTo(4444);
  }

  @Test
  void dashesInKeysAreUnderscores() throws Exception {
    file("imageflow.yml", "data-dir: elsewhere");
    assertThat(ServerSettings.load(Map.of(), folder).dataDir())
        .isEqualTo(folder.toAbsolutePath().resolve("elsewhere"));
  }

  @Test
  void allProblemsAreToldAtOnceWithNearestNameAndRange() throws IOException {
    file("imageflow.yml", "http: {prot: 80}\nlimits: {image_size: 25MiB}\n");
    assertThat(
            problems(
                Map.of("IMAGEFLOW_HTPP_PORT", "1", "IMAGEFLOW_GRPC_PORT", "99999", "PATH", "/bin")))
        .containsExactly(
            "imageflow.yml: http.prot: no such setting (did you mean http.port?)",
            "imageflow.yml: limits.image_size: 25MiB (expected: 1KB..1GB, such as 25MB)",
            "IMAGEFLOW_GRPC_PORT: 99999 (expected: 0..65535)",
            "IMAGEFLOW_HTPP_PORT: no such setting (did you mean IMAGEFLOW_HTTP_PORT?)");
  }

  @Test
  void variablesOfLauncherAndClientAreLeftAlone() throws SettingsException {
    ServerSettings.load(
        Map.of(
            "IMAGEFLOW_JAVA",
            "/opt/jdk",
            "IMAGEFLOW_JAVA_OPTS",
            "-Xmx1g",
            "IMAGEFLOW_AOT",
            "off",
            "IMAGEFLOW_CHECKOUT",
            "/x",
            "IMAGEFLOW_URL",
            "http://x",
            "IMAGEFLOW_USER",
            "u",
            "IMAGEFLOW_PASSWORD",
            "p",
            "IMAGEFLOW_API_KEY",
            "k"),
        folder);
  }

  @Test
  void anEmptyVariableIsNone() throws SettingsException {
    assertThat(ServerSettings.load(Map.of("IMAGEFLOW_HTTP_PORT", ""), folder).network().httpPort())
        .isEqualTo(8080);
  }

  @Test
  void twoPortsMayNotBeTheSame() {
    assertThat(problems(Map.of("IMAGEFLOW_GRPC_PORT", "8080")))
        .containsExactly("grpc.port: 8080 (expected: another port than http.port)");
  }

  @Test
  void halfOfTlsIsNotEnough() {
    assertThat(problems(Map.of("IMAGEFLOW_TLS_KEY", "key.pem"))).hasSize(1);
  }

  @Test
  void aWrongPasswordIsNotShown() {
    assertThat(problems(Map.of("IMAGEFLOW_ADMIN_PASSWORD", "hunter2")))
        .singleElement()
        .asString()
        .doesNotContain("hunter2")
        .contains("8..200 characters");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(problems(Map.of("IMAGEFLOW_CONFIG", "none.yml")))
        .singleElement()
        .asString()
        .endsWith("none.yml: cannot be read");
  }

  @Test
  void wrongYamlNamesItsLine() throws IOException {
    file("imageflow.yml", "http:\n  port: 1\n  port: 2\n");
    assertThat(problems(Map.of())).singleElement().asString().contains("line 3");
    file("imageflow.yml", "just words");
    assertThat(problems(Map.of())).singleElement().asString().contains("no settings in it");
    file("imageflow.yml", "http: [");
    assertThat(problems(Map.of())).singleElement().asString().contains("line ");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private List<String> problems(Map<String, String> environment) {
    SettingsException e =
        catchThrowableOfType(
            SettingsException.class, () -> ServerSettings.load(environment, folder));
    assertThat(e).as("settings that are wrong").isNotNull();
    return e.problems();
  }
}
