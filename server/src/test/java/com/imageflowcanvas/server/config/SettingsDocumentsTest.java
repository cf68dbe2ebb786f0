package com.imageflowcanvas.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the documents of the settings against the settings; {@code -Dimageflow.write-documents}
 * writes them anew.
 */
class SettingsDocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path FILE = Path.of("src/main/resources/imageflow.yml");

  @Test
  void theTableIsOfTheseSettings() throws IOException {
    check(ROOT.resolve("docs/settings.md"), table());
  }

  @Test
  void theFileIsOfTheseSettings() throws IOException {
    check(FILE, file());
  }

  @Test
  void theFileSetsNothingButDefaults(@TempDir Path folder) throws Exception {
    Files.copy(FILE, folder.resolve("imageflow.yml"));
    assertThat(ServerSettings.load(Map.of(), folder))
        .isEqualTo(
            ServerSettings.load(Map.of("IMAGEFLOW_CONFIG", empty(folder).toString()), folder));
  }

  private static Path empty(Path folder) throws IOException {
    return Files.writeString(folder.resolve("empty.yml"), "");
  }

  private static void check(Path document, String expected) throws IOException {
    if (System.getProperty("imageflow.write-documents") != null) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, expected);
    }
    assertThat(document).as("write it anew with -Dimageflow.write-documents").hasContent(expected);
  }

  private static String table() {
    StringBuilder text =
        new StringBuilder(
            """
            # Settings

            This table is made from the program. A setting is read from the variable, else from
            `imageflow.yml` in the working folder (or the file that `IMAGEFLOW_CONFIG` names), else
            it has its default. `server/src/main/resources/imageflow.yml` holds them all with their
            texts, to be copied. A name that does not exist or a value that cannot be stops the
            start. Sizes are in units of 1024; durations end in ms, s, m, h or d.

            | in imageflow.yml | variable | default | may be | what it does |
            |---|---|---|---|---|
            """);
    for (Setting<?> setting : Settings.all()) {
      text.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.environmentName(),
                  setting.defaultText().isEmpty() ? "nothing" : "`" + setting.defaultText() + "`",
                  setting.type().expectation(),
                  setting.text()));
    }
    text.append(
        "\nThe launcher and the command line client read these, which the server passes over: ");
    text.append(
        new TreeSet<>(Environment.OF_OTHERS)
            .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
    return text.append(".\n").toString();
  }

  private static String file() {
    StringBuilder text =
        new StringBuilder(
            """
            # All settings with their defaults. Copy this file to where the server is started, keep
            # what you change, and throw the rest away. A variable goes before what stands here:
            # IMAGEFLOW_ and the name in capitals, for example IMAGEFLOW_HTTP_PORT for http.port.
            """);
    Map<String, List<Setting<?>>> groups =
        Settings.all().stream()
            .collect(
                Collectors.groupingBy(
                    setting -> setting.key().split("\\.")[0],
                    LinkedHashMap::new,
                    Collectors.toList()));
    groups.values().forEach(group -> text.append('\n').append(lines(group)));
    return text.toString();
  }

  private static String lines(List<Setting<?>> group) {
    StringBuilder text = new StringBuilder();
    List<String> open = List.of();
    for (Setting<?> setting : group) {
      List<String> path = List.of(setting.key().split("\\."));
      for (int depth = 0; depth < path.size() - 1; depth++) {
        if (depth >= open.size() - 1 || !open.get(depth).equals(path.get(depth))) {
          text.append("  ".repeat(depth)).append(path.get(depth)).append(":\n");
          open = List.of();
        }
      }
      open = path;
      String indent = "  ".repeat(path.size() - 1);
      text.append(indent)
          .append("# ")
          .append(setting.text())
          .append(" (")
          .append(setting.type().expectation())
          .append(")\n");
      text.append(indent)
          .append(path.getLast())
          .append(": ")
          .append(setting.defaultText().isEmpty() ? "\"\"" : setting.defaultText())
          .append('\n');
    }
    return text.toString();
  }
}
