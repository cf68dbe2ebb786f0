package com.imageflowcanvas.adapters.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.model.ModelFiles;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderModelFilesTest {
  private static final ModelName NAME = new ModelName("some-model.v2");
  private static final byte[] CONTENT = {7, 7, 7};

  @TempDir Path parent;

  @Test
  void receivedFileIsSeenOnlyAfterItIsInstalled() throws IOException {
    try (ModelFiles.Received received = files().receive(stream(CONTENT))) {
      assertThat(received.sha256()).isEqualTo(Sha256.of(CONTENT));
      assertThat(received.check(NAME).sizeBytes()).isEqualTo(3);
      assertThat(models()).isEmpty();
      assertThat(received.install(NAME)).isTrue();
    }

    assertThat(models()).containsExactly("some-model.v2.onnx");
    assertThat(folder().resolve("some-model.v2.onnx")).hasBinaryContent(CONTENT);
  }

  @Test
  void whatIsNotInstalledIsRemoved() throws IOException {
    files().receive(stream(CONTENT)).close();

    assertThat(all()).isEmpty();
  }

  @Test
  void takenNameIsNotOverwritten() throws IOException {
    Files.createDirectories(folder());
    Files.write(folder().resolve("some-model.v2.onnx"), new byte[] {1});
    try (ModelFiles.Received received = files().receive(stream(CONTENT))) {
      assertThat(received.install(NAME)).isFalse();
    }

    assertThat(folder().resolve("some-model.v2.onnx")).hasBinaryContent(new byte[] {1});
    assertThat(all()).hasSize(1);
  }

  @Test
  void tooLargeFileLeavesNothing() throws IOException {
    assertThatThrownBy(() -> files().receive(stream(new byte[11])))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.TOO_LARGE));
    assertThat(all()).isEmpty();
  }

  @Test
  void brokenTransferLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> files().receive(broken))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    assertThat(all()).isEmpty();
  }

  @Test
  void deletedModelIsGone() throws IOException {
    try (ModelFiles.Received received = files().receive(stream(CONTENT))) {
      received.install(NAME);
    }

    assertThat(files().delete(NAME)).isTrue();
    assertThat(files().delete(NAME)).isFalse();
    assertThat(all()).isEmpty();
  }

  @Test
  void leftoversOfACrashAreRemovedOnceTheyAreOld() throws IOException {
    Files.createDirectories(folder());
    Path old = Files.write(folder().resolve(".received-old"), CONTENT);
    Path young = Files.write(folder().resolve(".received-young"), CONTENT);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    files();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  private FolderModelFiles files() {
    return FolderModelFiles.open(folder(), 10, FolderModelFilesTest::info);
  }

  private Path folder() {
    return parent.resolve("models");
  }

  private List<String> all() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private List<String> models() throws IOException {
    return all().stream().filter(name -> name.endsWith(".onnx")).toList();
  }

  private static ModelInfo info(ModelName name, Path file) {
    try {
      return new ModelInfo(name, "yolo", 1, 1, List.of(), Files.size(file), "", "", false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream stream(byte[] content) {
    return new ByteArrayInputStream(content);
  }
}
