package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the images that a user named: files as they are, folders with all that looks like one. */
public final class InputImages {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif");

  private InputImages() {}

  /**
   * The images in the order of the arguments, each once; inside a folder (its subfolders too) by
   * name. Hidden files of folders are left out.
   */
  public static List<Path> find(Path workingFolder, List<String> arguments) {
    Set<Path> images = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    for (String argument : arguments) {
      Path path = workingFolder.resolve(argument).normalize();
      if (Files.isDirectory(path)) {
        List<Path> inside = inside(path);
        if (inside.isEmpty()) problems.add("no images in folder " + argument);
        images.addAll(inside);
      } else if (Files.isRegularFile(path) && Files.isReadable(path)) {
        images.add(path);
      } else {
        problems.add((Files.exists(path) ? "cannot be read: " : "no such file: ") + argument);
      }
    }
    if (problems.isEmpty()) return List.copyOf(images);
    throw new CommandFailure(ExitCode.REFUSED, String.join("\n", problems));
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> looksLikeAnImage(folder.relativize(path)))
          .filter(path -> Files.isRegularFile(path) && Files.isReadable(path))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "folder cannot be read: " + e.getMessage());
    }
  }

  private static boolean looksLikeAnImage(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) return false;
    }
    String name = relative.toString();
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
