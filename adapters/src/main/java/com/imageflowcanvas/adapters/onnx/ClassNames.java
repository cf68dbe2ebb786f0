package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.model.ModelName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the names of a model's classes: in its metadata, else in {@code <model>.txt}, else in a
 * {@code *_classes.txt} of the folder, the first by name that has the right count, else {@code
 * class_0} and so on. The files have one name a line.
 */
final class ClassNames {
  private static final Logger log = LoggerFactory.getLogger(ClassNames.class);
  private static final long MAX_FILE_BYTES = 2_000_000;

  private final Path folder;

  ClassNames(Path folder) {
    this.folder = folder;
  }

  List<String> of(ModelName model, int count, ModelMetadata metadata) {
    if (metadata.classNames().size() == count) {
      return cleaned(metadata.classNames());
    }
    if (!metadata.classNames().isEmpty()) {
      log.warn(
          "model {}: its metadata names {} classes, its output has {}; the names are not used",
          model,
          metadata.classNames().size(),
          count);
    }
    return candidates(model).stream()
        .map(ClassNames::lines)
        .filter(names -> names.size() == count)
        .findFirst()
        .map(ClassNames::cleaned)
        .orElseGet(() -> numbered(count));
  }

  /** The files that may hold names for a model, the strongest first; they need not exist. */
  List<Path> candidates(ModelName model) {
    List<Path> shared = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*_classes.txt")) {
      files.forEach(shared::add);
    } catch (IOException e) {
      log.warn("the folder of models cannot be listed: {}", e.toString());
    }
    shared.sort(null);
    return Stream.concat(Stream.of(folder.resolve(model + ".txt")), shared.stream()).toList();
  }

  private static List<String> lines(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
        return List.of();
      }
      return Files.readString(file).strip().lines().map(String::strip).toList();
    } catch (IOException e) {
      log.warn("class names cannot be read from {}: {}", file.getFileName(), e.toString());
      return List.of();
    }
  }

  private static List<String> cleaned(List<String> names) {
    return IntStream.range(0, names.size()).mapToObj(i -> cleaned(names.get(i), i)).toList();
  }

  private static String cleaned(String name, int id) {
    String clean = ModelMetadata.text(name);
    return clean.isEmpty() ? nameOf(id) : clean;
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(ClassNames::nameOf).toList();
  }

  private static String nameOf(int id) {
    return "class_" + id;
  }
}
