package com.imageflowcanvas.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Photos and models that are not part of the project, in a folder {@code shared/data} beside the
 * checkout. A test that wants one is skipped where it is missing.
 */
public final class SharedData {
  /** From the folder of a module, where its tests run. */
  private static final Path FOLDER = Path.of("..", "..", "shared", "data");

  private SharedData() {}

  /** A photo of {@code shared/data/images}. */
  public static byte[] image(String name) throws IOException {
    return Files.readAllBytes(file("images", name));
  }

  /** The path of a model of {@code shared/data/models}. */
  public static Path model(String name) {
    return file("models", name);
  }

  private static Path file(String kind, String name) {
    Path file = FOLDER.resolve(kind).resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> "optional test data is missing: " + file);
    return file;
  }
}
