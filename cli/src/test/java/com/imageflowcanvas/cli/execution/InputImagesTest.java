package com.imageflowcanvas.cli.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputImagesTest {
  @TempDir private Path folder;

  @Test
  void foldersGiveTheirImagesByNameAndFilesAreTakenAsTheyAre() throws IOException {
    for (String name :
        List.of("b.JPG", "a.png", "notes.txt", ".hidden.jpg", "deep/c.webp", ".git/x.jpg")) {
      write("photos/" + name);
    }
    write("data.bin");

    assertThat(InputImages.find(folder, List.of("data.bin", "photos", "photos/../photos/a.png")))
        .extracting(image -> folder.relativize(image).toString())
        .containsExactly("data.bin", "photos/a.png", "photos/b.JPG", "photos/deep/c.webp");
  }

  @Test
  void aBatchStaysBelowWhatTheServerTakesAtOnce() throws IOException {
    List<Path> images = new ArrayList<>();
    for (int i = 0; i < 5; i++) images.add(sparse("big-" + i + ".jpg", 200_000_000));
    images.add(sparse("huge.jpg", 600_000_000));

    assertThat(Batch.split(images))
        .extracting(batch -> batch.images().size())
        .containsExactly(2, 2, 1, 1);
    assertThat(Batch.split(images).getLast().label()).isEqualTo("4/4 huge.jpg");
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, "x");
  }

  private Path sparse(String name, long size) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
    return file;
  }
}
