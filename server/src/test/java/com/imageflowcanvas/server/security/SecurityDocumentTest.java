package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security.md names is there. */
class SecurityDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

  @Test
  void everyItemOfTheListNamesTestsThatExist() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/security.md"));
    assertThat(tests()).containsAll(named(text));
    for (int item : IntStream.rangeClosed(1, 10).toArray()) {
      String row =
          text.lines()
              .filter(line -> line.startsWith("| **API" + item + " "))
              .findFirst()
              .orElse("");
      assertThat(named(row)).as("tests of API" + item).isNotEmpty();
    }
  }

  private static Set<String> named(String text) {
    return TEST.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(SecurityDocumentTest::files)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
