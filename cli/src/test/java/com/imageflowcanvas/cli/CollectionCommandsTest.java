package com.imageflowcanvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.cli.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectionCommandsTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private FakeServer server;
  private CliRun cli;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    server = new FakeServer();
    cli = new CliRun(folder, server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void modelsAreListedAsATable() {
    assertThat(cli.execute("models", "list")).isZero();

    assertThat(cli.out()).containsPattern("yolo11n +yolo, yolo11 +yolo +640x640 +2 +10.7 MB");
  }

  @Test
  void aModelFileIsSentWithItsNameAndHash() throws IOException {
    Files.writeString(cli.folder.resolve("net.onnx"), "abc");

    int code =
        cli.execute("models", "add", "net.onnx", "--name", "mine", "--sha256", SHA256_OF_ABC);

    assertThat(code).isZero();
    assertThat(new String(server.last("POST /v1/models").body(), StandardCharsets.UTF_8))
        .contains("filename=\"net.onnx\"", "abc", "mine", SHA256_OF_ABC);
  }

  @Test
  void aModelFileWithAnotherHashIsNotSent() throws IOException {
    Files.writeString(cli.folder.resolve("net.onnx"), "abd");

    assertThat(cli.execute("models", "add", "net.onnx", "--sha256", SHA256_OF_ABC)).isEqualTo(2);

    assertThat(cli.err()).contains("net.onnx: sha256").contains("expected: " + SHA256_OF_ABC);
    assertThat(server.count("POST /v1/models")).isZero();
  }

  @Test
  void aModelAtAUrlIsFetchedByTheServer() {
    assertThat(cli.execute("models", "add", "https://example.org/net.onnx")).isZero();

    assertThat(server.last("POST /v1/models").json())
        .isEqualTo(Json.object().put("url", "https://example.org/net.onnx"));
  }

  @Test
  void aliasesAreSetAndRemoved() {
    assertThat(cli.execute("models", "alias", "best", "yolo11n")).isZero();
    assertThat(server.last("PUT /v1/models/aliases/best").json())
        .isEqualTo(Json.object().put("model", "yolo11n"));

    assertThat(cli.execute("models", "unalias", "best")).isZero();
    assertThat(server.count("DELETE /v1/models/aliases/best")).isEqualTo(1);
  }

  @Test
  void aModelInUseIsNotRemovedAndTheReasonIsTold() {
    assertThat(cli.execute("models", "remove", "yolo11n")).isEqualTo(2);

    assertThat(cli.err()).contains("model yolo11n is used by 2 pipelines (409 IN_USE)");
  }

  @Test
  void usersOfAllPagesAreListed() {
    assertThat(cli.execute("users", "list")).isZero();

    assertThat(cli.out()).containsPattern("admin +admin").containsPattern("maria +admin +disabled");
  }

  @Test
  void aNewUsersPasswordComesFromStandardInput() {
    int code =
        cli.input("a long password\n")
            .execute("users", "add", "maria", "--role", "viewer", "--role", "pipeline_operator");

    assertThat(code).isZero();
    assertThat(server.last("POST /v1/users").json())
        .isEqualTo(
            Json.parse(
                """
                {"username": "maria", "password": "a long password",
                 "roles": ["viewer", "pipeline_operator"]}\
                """));
  }

  @Test
  void aPersonTypesANewPasswordTwice() {
    assertThat(cli.typing("one", "other").execute("users", "password", "maria")).isEqualTo(2);
    assertThat(cli.err()).contains("differ");

    assertThat(cli.typing("same", "same").execute("users", "password", "maria")).isZero();
    assertThat(server.last("PATCH /v1/users/u-2").json())
        .isEqualTo(Json.object().put("password", "same"));
  }

  @Test
  void usersAreDisabledAndEnabledByName() {
    assertThat(cli.execute("users", "disable", "maria")).isZero();
    assertThat(server.last("PATCH /v1/users/u-2").json())
        .isEqualTo(Json.object().put("disabled", true));

    assertThat(cli.execute("users", "enable", "maria")).isZero();
    assertThat(cli.execute("users", "enable", "nobody")).isEqualTo(2);
    assertThat(cli.err()).contains("no user is called nobody");
  }

  @Test
  void anExportedPipelineCanBeImported() throws IOException {
    assertThat(cli.execute("pipelines", "list")).isZero();
    assertThat(cli.out()).containsPattern("faces +Blur faces +3 +1 +p-1");
    assertThat(cli.execute("pipelines", "export", "faces", "-o", "faces.json")).isZero();
    assertThat(cli.execute("pipelines", "export", "faces", "-o", "faces.json")).isEqualTo(2);

    assertThat(cli.execute("pipelines", "import", "faces.json")).isZero();

    assertThat(cli.out().strip()).isEqualTo("faces new-id");
    assertThat(server.last("POST /v1/pipelines/import").json())
        .isEqualTo(Json.parse(Files.readString(cli.folder.resolve("faces.json"))));
  }

  @Test
  void whatIsNoPipelineIsNotSent() throws IOException {
    Files.writeString(cli.folder.resolve("list.json"), "[]");
    Files.writeString(cli.folder.resolve("text.json"), "faces");

    assertThat(cli.execute("pipelines", "import", "list.json")).isEqualTo(2);
    assertThat(cli.execute("pipelines", "import", "text.json")).isEqualTo(2);
    assertThat(cli.execute("pipelines", "import", "none.json")).isEqualTo(2);
    assertThat(server.requests).isEmpty();
  }
}
