package com.imageflowcanvas.testkit.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program of this build as a process of its own, on the class path of the tests. Where {@code
 * imageflow.test.archives} names a folder, its classes are kept there by the first process that
 * ends, in the form in which the JVM has read them: whoever starts it again starts in two thirds of
 * the time.
 */
public final class JavaProgram {
  private static final String ARCHIVES = System.getProperty("imageflow.test.archives", "");

  private JavaProgram() {}

  /** The command that starts it; arguments may follow. */
  public static List<String> command(String mainClass, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    String classPath = System.getProperty("java.class.path");
    if (!ARCHIVES.isEmpty()) {
      Path archive = Path.of(ARCHIVES, mainClass + ".jsa");
      command.add("-XX:+AutoCreateSharedArchive");
      command.add("-XX:SharedArchiveFile=" + archive);
      command.add("-Xlog:disable");
      classPath = withoutTests(classPath);
    }
    command.addAll(List.of("-cp", classPath, mainClass));
    return command;
  }

  /** The JVM keeps nothing for a class path that has a folder in it. */
  private static String withoutTests(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
