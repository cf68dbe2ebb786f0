package com.imageflowcanvas.components;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ComponentCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/components} against the catalog. Run it with {@code
 * -Dimageflow.docs.record=true} to write the pages anew.
 */
class ComponentDocsTest {
  private static final Path FOLDER = Path.of("..", "docs", "components");
  private static final ComponentCatalog CATALOG =
      ComponentCatalog.load(ComponentDocsTest.class.getClassLoader());

  @Test
  void committedPagesAreThoseOfTheCatalog() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (boolean japanese : new boolean[] {false, true}) {
      for (Map.Entry<String, String> page :
          new ComponentDocs(CATALOG, japanese).pages().entrySet()) {
        expected.add(page.getKey());
        check(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(expected);
    }
  }

  private static void check(Path file, String page) throws IOException {
    if (Boolean.getBoolean("imageflow.docs.record")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, page);
    }
    assertThat(file).hasContent(page);
  }
}
