package com.imageflowcanvas.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.JavaProgram;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line client as its own process, with a real server. */
class CommandLineClientTest {
  @TempDir static Path data;

  private static ServerProcess server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = ServerProcess.start(data);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aFolderOfPhotosIsRunShownAndSaved() throws Exception {
    Programs.Outcome run = imageflow("run", "blur-faces", samples(), "-o", "results");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("2 images: completed in")
        .containsPattern("blur_regions-step-1 +completed +[0-9.]+ m?s")
        .containsPattern("sample-people.jpg +face +0.[0-9]+ ")
        .doesNotContain("Exception");
    assertThat(folder.resolve("results/sample-people-blur_regions-step-1.jpg")).isNotEmptyFile();
  }

  @Test
  void aFileThatIsNoImageIsRefusedWithItsReason() throws Exception {
    Files.writeString(folder.resolve("text.jpg"), "no image");

    Programs.Outcome run = imageflow("run", "blur-faces", "text.jpg");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
    assertThat(run.output()).contains("IMAGE_NOT_RECOGNIZED").doesNotContain("Exception");
  }

  @Test
  void oneBadFileAmongGoodOnesIsAFailure() throws Exception {
    Files.writeString(folder.resolve("text.jpg"), "no image");

    Programs.Outcome run = imageflow("run", "edges", "text.jpg", samples(), "--json", "-q");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("\"ok\" : false", "sample-people-filter-step-0.jpg");
  }

  @Test
  void wrongWordsAreAnsweredWithWhatIsExpected() throws Exception {
    Programs.Outcome run = imageflow("run", "resize-sharpen", samples(), "-p", "resize_width=-1");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
    assertThat(run.output()).contains("-1").contains("expected:").contains("400");
    assertThat(imageflow("run", "no-such-pipeline", samples()).exitCode()).isEqualTo(2);
  }

  @Test
  void aPipelineGoesOutAndComesInAgain() throws Exception {
    assertThat(imageflow("pipelines", "export", "edges", "-o", "edges.json").exitCode()).isZero();
    Path exported = folder.resolve("edges.json");
    Files.writeString(exported, Files.readString(exported).replace("\"edges\"", "\"edges-again\""));

    Programs.Outcome imported = imageflow("pipelines", "import", "edges.json");

    assertThat(imported.exitCode()).as(imported.output()).isZero();
    assertThat(imageflow("pipelines", "list").output()).contains("edges-again");
    assertThat(imageflow("pipelines", "import", "edges.json").output())
        .as("its slug is taken")
        .contains("edges-2");
  }

  @Test
  void modelsAndUsersAreChangedByTheirNames() throws Exception {
    assertThat(imageflow("models", "alias", "people", "haar-face").exitCode()).isZero();
    assertThat(imageflow("models", "list").output()).containsPattern("haar-face +people");
    assertThat(imageflow("models", "unalias", "people").exitCode()).isZero();
    assertThat(imageflow("models", "remove", "haar-face").exitCode()).isEqualTo(2);

    Programs.Outcome added =
        typing("a long password 1", "users", "add", "vera", "--role", "viewer");
    assertThat(added.exitCode()).as(added.output()).isZero();
    assertThat(imageflow("users", "disable", "vera").exitCode()).isZero();
    assertThat(imageflow("users", "list").output()).containsPattern("vera +viewer +disabled");
  }

  @Test
  void logoutEndsTheKeptLogin() throws Exception {
    assertThat(imageflow("login").exitCode()).isZero();
    assertThat(folder.resolve(".config/imageflow/credentials.json")).isNotEmptyFile();

    assertThat(imageflow("logout").exitCode()).isZero();

    assertThat(Files.readString(folder.resolve(".config/imageflow/credentials.json")))
        .doesNotContain("token");
  }

  private static String samples() {
    return data.resolve("samples").toString();
  }

  private Programs.Outcome imageflow(String... arguments) throws Exception {
    return typing("", arguments);
  }

  /** Runs the client with this text on its standard input. */
  private Programs.Outcome typing(String text, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "printf %s \"$TYPED\" | \"$@\"", "imageflow"));
    command.addAll(
        JavaProgram.command("com.imageflowcanvas.cli.Main", List.of("-XX:TieredStopAtLevel=1")));
    command.addAll(List.of(arguments));
    return Programs.run(
        folder,
        Map.of(
            "TYPED",
            text,
            "HOME",
            folder.toString(),
            "XDG_CONFIG_HOME",
            "",
            "IMAGEFLOW_URL",
            server.url(),
            "IMAGEFLOW_USER",
            "admin",
            "IMAGEFLOW_PASSWORD",
            ServerProcess.PASSWORD),
        command.toArray(String[]::new));
  }
}
