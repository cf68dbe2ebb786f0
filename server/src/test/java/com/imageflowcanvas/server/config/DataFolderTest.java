package com.imageflowcanvas.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void aSecondServerIsRefusedInOneLine() {
    Path root = folder.resolve("data");
    try (DataFolder first = DataFolder.open(root)) {
      assertThat(first.root()).isEqualTo(root);
      assertThatThrownBy(() -> DataFolder.open(root))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("is in use by another server")
          .hasMessageContaining("IMAGEFLOW_DATA_DIR");
    }
    DataFolder.open(root).close();
  }

  @Test
  void othersMayNotReadIt() throws IOException {
    Path root = folder.resolve("data");
    try (DataFolder data = DataFolder.open(root)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void whatACrashLeftIsRemovedAtTheNextStart() throws IOException {
    Path root = folder.resolve("data");
    try (DataFolder data = DataFolder.open(root)) {
      Path unpacked = Files.createDirectories(data.temporary().resolve("unpacked/deep"));
      Files.writeString(unpacked.resolve("library.so"), "x");
    }
    try (DataFolder data = DataFolder.open(root)) {
      assertThat(data.temporary()).isEmptyDirectory();
    }
  }

  @Test
  void aFileInItsPlaceIsToldInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be written");
  }
}
