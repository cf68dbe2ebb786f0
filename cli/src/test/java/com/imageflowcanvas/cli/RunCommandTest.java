package com.imageflowcanvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.cli.FakeServer.Answer;
import com.imageflowcanvas.cli.client.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class RunCommandTest {
  private FakeServer server;
  private CliRun cli;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    server = new FakeServer();
    cli = new CliRun(folder, server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void savesResultsAndShowsStepsTimesAndDetections() throws IOException {
    image("photo.jpg");

    assertThat(cli.execute("run", "faces", "photo.jpg")).isZero();

    Path saved = folder.resolve("imageflow-output/execution-1/photo-detect-step-0.jpg");
    assertThat(saved).hasContent("bytes of execution-1-detect-step-0-output-0");
    assertThat(cli.out())
        .contains("execution-1 completed in 85.5 ms")
        .containsPattern("detect-step-0 +completed +25.3 ms")
        .containsPattern("photo.jpg +completed +1 +photo-detect-step-0.jpg")
        .contains("Saved in imageflow-output/execution-1")
        .containsPattern("photo.jpg +face +0.91 +10 +20 +30 +40");
    assertThat(cli.err()).contains("photo.jpg: 50 % detect").contains("photo.jpg: completed");
  }

  @Test
  void aSkippedStepIsToldWithItsReason() throws IOException {
    image("photo.jpg");

    assertThat(cli.execute("run", "switched", "photo.jpg")).isZero();

    assertThat(cli.out())
        .containsPattern("blur-step-1 +skipped")
        .contains("blur-step-1 was skipped: switch-step-0:then stayed empty");
  }

  @Test
  void onePhotoIsOneRequestWhoseAnswerIsTheEnd() throws IOException {
    image("photo.jpg");
    server.executions.patient = true;

    assertThat(cli.execute("run", "faces", "photo.jpg")).isZero();

    assertThat(folder.resolve("imageflow-output/execution-1/photo-detect-step-0.jpg")).exists();
    assertThat(cli.err()).contains("photo.jpg: completed");
    assertThat(server.count("GET /v1/executions/execution-1")).isZero();
  }

  @Test
  void anImageThatFailsMakesTheExitCodeOneAndLosesNoOther() throws IOException {
    image("good.jpg");
    image("bad.jpg");

    assertThat(cli.execute("run", "faces", "good.jpg", "bad.jpg")).isEqualTo(1);

    assertThat(cli.out()).contains("IMAGE_CORRUPT: truncated data").contains("1 of 2 failed");
    assertThat(folder.resolve("imageflow-output/execution-1"))
        .isDirectoryContaining("glob:**good*");
  }

  @Test
  void aRefusalExitsWithTwoAndNamesThePlace() throws IOException {
    image("photo.jpg");

    assertThat(cli.execute("run", "nope", "photo.jpg")).isEqualTo(2);

    assertThat(cli.err())
        .contains("pipeline_id: nope (expected: an id or a slug) (400 PIPELINE_UNKNOWN)")
        .contains("/pipeline_id: unknown")
        .doesNotContain("Exception");
  }

  @Test
  void afterARefusalTheRestIsNotSent() throws IOException {
    images(250);

    assertThat(cli.execute("run", "nope", "photos", "--parallel", "1")).isEqualTo(2);

    assertThat(server.count("POST /v1/executions")).isEqualTo(1);
  }

  @Test
  void aMissingServerExitsWithThree() throws IOException {
    image("photo.jpg");
    server.close();

    assertThat(cli.execute("run", "faces", "photo.jpg")).isEqualTo(3);

    assertThat(cli.err()).contains("no server at " + server.url()).contains("./imageflow serve");
  }

  @Test
  void missingFilesAndEmptyFoldersAreToldTogetherBeforeAnythingIsSent() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    assertThat(cli.execute("run", "faces", "nowhere.jpg", "empty")).isEqualTo(2);

    assertThat(cli.err()).contains("no such file: nowhere.jpg", "no images in folder empty");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void moreThanAHundredImagesBecomeSeveralExecutions() throws IOException {
    images(250);

    assertThat(cli.execute("run", "faces", "photos", "-q")).isZero();

    assertThat(server.executions.submitted)
        .extracting(submitted -> submitted.images().size())
        .containsExactlyInAnyOrder(100, 100, 50);
    assertThat(server.executions.keys).doesNotHaveDuplicates();
    assertThat(cli.out()).contains("execution-1 completed", "execution-3 completed");
  }

  @Test
  void aSubmissionThatGotLostOnTheWayIsRepeatedUnderTheSameKey() throws IOException {
    image("photo.jpg");
    server.executions.refusals.add(Answer.cut());
    server.executions.refusals.add(Answer.problem(503, "QUEUE_FULL", "try again"));

    assertThat(cli.execute("run", "faces", "photo.jpg")).isZero();

    assertThat(server.executions.keys)
        .hasSizeGreaterThanOrEqualTo(3)
        .containsOnly(server.executions.keys.getFirst());
    assertThat(server.executions.submitted).hasSize(1);
  }

  @Test
  void anExecutionThatWaitsInTheFallbackQueueIsFollowed() throws IOException {
    image("photo.jpg");
    assertThat(cli.execute("run", "faces", "photo.jpg")).isZero();
    JsonNode answer =
        Json.object()
            .put("execution_id", "execution-1")
            .put("status", "pending")
            .put("fallback_mode", true);
    server.executions.refusals.add(Answer.json(500, answer));

    assertThat(cli.execute("run", "faces", "photo.jpg")).isZero();
    assertThat(cli.out()).contains("execution-1 completed");
  }

  @Test
  void nothingThatIsThereIsOverwritten() throws IOException {
    image("photo.jpg");
    Files.createDirectory(folder.resolve("results"));
    Files.writeString(folder.resolve("results/photo-detect-step-0.jpg"), "mine");

    assertThat(cli.execute("run", "faces", "photo.jpg", "--output", "results")).isZero();

    assertThat(folder.resolve("results/photo-detect-step-0.jpg")).hasContent("mine");
    assertThat(folder.resolve("results/photo-detect-step-0-2.jpg")).content().startsWith("bytes");
    assertThat(cli.out()).contains("photo-detect-step-0-2.jpg", "Saved in results");
  }

  @Test
  void oddNamesAreSentWholeAndSavedInsideTheFolder() throws IOException {
    server.executions.outputName = "../../%s.jpg";
    image("写真 \"1\"; ünï.jpg");

    assertThat(cli.execute("run", "faces", "写真 \"1\"; ünï.jpg")).isZero();

    assertThat(server.executions.submitted.getFirst().images())
        .containsExactly("写真 %221%22; ünï.jpg");
    try (var files = Files.list(folder.resolve("imageflow-output/execution-1"))) {
      assertThat(files)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Objects.requireNonNull(file.getFileName()).toString())
                      .startsWith("写真 ")
                      .endsWith("ünï-detect-step-0.jpg"));
    }
  }

  @Test
  void jsonIsOneDocumentOnStandardOutput() throws IOException {
    image("photo.jpg");

    assertThat(cli.execute("run", "faces", "photo.jpg", "--json")).isZero();

    JsonNode document = Json.parse(cli.out());
    assertThat(document.path("ok").asBoolean()).isTrue();
    JsonNode execution = document.path("executions").path(0);
    assertThat(Json.text(execution, "status")).isEqualTo("completed");
    assertThat(Json.text(execution.path("saved_files").path(0), "path"))
        .isEqualTo(
            folder.resolve("imageflow-output/execution-1/photo-detect-step-0.jpg").toString());
  }

  @Test
  void parametersAndPriorityReachTheServer() throws IOException {
    image("photo.jpg");

    int code =
        cli.execute(
            "run",
            "faces",
            "photo.jpg",
            "--priority",
            "high",
            "--parameters",
            "{\"resize_width\":1}",
            "-p",
            "resize_width=800",
            "-p",
            "detect.model=yolo11n");

    assertThat(code).isZero();
    var submitted = server.executions.submitted.getFirst();
    assertThat(submitted.priority()).isEqualTo("high");
    assertThat(Json.parse(submitted.parameters()))
        .isEqualTo(Json.parse("{\"resize_width\":800,\"detect\":{\"model\":\"yolo11n\"}}"));
  }

  @Test
  void aDetachedRunLeavesAndWatchPicksItUp() throws IOException {
    image("photo.jpg");

    assertThat(cli.execute("run", "faces", "photo.jpg", "--detach")).isZero();
    assertThat(cli.out().strip()).isEqualTo("execution-1");
    assertThat(server.count("GET /v1/executions/execution-1")).isZero();

    assertThat(cli.execute("watch", "execution-1")).isZero();
    assertThat(cli.out()).contains("photo-detect-step-0.jpg");
    assertThat(cli.execute("watch", "execution-9")).isEqualTo(2);
  }

  @Test
  void wrongArgumentsExitWithTwoAndOneHint() {
    assertThat(cli.execute("run", "faces")).isEqualTo(2);
    assertThat(cli.err()).contains("IMAGE").contains("imageflow run --help");
    assertThat(cli.execute("run", "faces", "x.jpg", "--parallel", "0")).isEqualTo(2);
    assertThat(cli.err()).contains("--parallel: 0 (expected: 1..32)");
    assertThat(cli.execute("run", "faces", "x.jpg", "--parameters", "[1]")).isEqualTo(2);
    assertThat(cli.execute("run", "faces", "x.jpg", "--priority", "urgent")).isEqualTo(2);
    assertThat(cli.execute("run", "faces", "x.jpg", "--server", "ftp://x")).isEqualTo(2);
  }

  private void image(String name) throws IOException {
    Files.writeString(folder.resolve(name), "pixels of " + name.length());
  }

  private void images(int count) throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < count; i++) Files.writeString(photos.resolve(i + ".jpg"), "pixels");
  }
}
