package com.imageflowcanvas.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts defaults, file and environment together and finds everything that is wrong with them. */
final class SettingsReader {
  private final Map<Setting<?>, Object> values = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SettingsReader() {}

  /**
   * @param folder where {@code imageflow.yml} is looked for
   * @throws SettingsException with every problem of file and environment
   */
  static SettingsReader read(Map<String, String> environment, Path folder)
      throws SettingsException {
    SettingsReader reader = new SettingsReader();
    Map<String, String> variables = Environment.ours(environment);
    String named = variables.remove(Environment.FILE);
    Path file = folder.resolve(named == null ? "imageflow.yml" : named);
    if (named != null || Files.exists(file)) {
      String place = (named == null ? file.getFileName() : file) + ": ";
      reader.take(SettingsFile.read(file), Setting::key, place);
    }
    reader.take(variables, Setting::environmentName, "");
    reader.throwIfAny();
    return reader;
  }

  @SuppressWarnings("unchecked") // only take puts values in, each of the type of its setting
  <T> T get(Setting<T> setting) {
    return (T) values.computeIfAbsent(setting, Setting::defaultValue);
  }

  /** Adds a problem that lies between several settings. */
  void problem(String text) {
    problems.add(text);
  }

  void throwIfAny() throws SettingsException {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private void take(Map<String, String> texts, Function<Setting<?>, String> naming, String place) {
    Map<String, Setting<?>> known =
        Settings.all().stream().collect(Collectors.toMap(naming, Function.identity()));
    texts.forEach(
        (name, text) -> {
          Setting<?> setting = known.get(name);
          if (setting == null) {
            Set<String> names = new HashSet<>(known.keySet());
            names.addAll(Environment.OF_OTHERS);
            problems.add(place + name + ": no such setting" + nearest(name, names));
          } else {
            take(setting, place + name, text);
          }
        });
  }

  private void take(Setting<?> setting, String name, String text) {
    setting
        .type()
        .parse(text)
        .ifPresentOrElse(
            value -> values.put(setting, value),
            () ->
                problems.add(
                    name
                        + ": "
                        + (setting.secret() ? "(hidden)" : text)
                        + " (expected: "
                        + setting.type().expectation()
                        + ")"));
  }

  private static String nearest(String name, Collection<String> known) {
    return NearestName.of(name, known)
        .map(near -> " (did you mean " + near + "?)")
        .orElse(" (see docs/settings.md)");
  }
}
