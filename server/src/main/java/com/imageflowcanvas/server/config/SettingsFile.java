package com.imageflowcanvas.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads {@code imageflow.yml} into dotted keys and plain texts. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * @return sorted by key; {@code -} in a key is read as {@code _}
   * @throws SettingsException naming the line that is wrong
   */
  static Map<String, String> read(Path file) throws SettingsException {
    try {
      Map<String, String> flat = new TreeMap<>();
      Object root = yaml().load(Files.readString(file));
      if (root != null && !(root instanceof Map)) {
        throw problem(file, "no settings in it (expected: name: value)");
      }
      flatten("", root, flat);
      return flat;
    } catch (MarkedYAMLException e) {
      throw problem(file, "line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw problem(file, "not YAML");
    } catch (MalformedInputException e) {
      throw problem(file, "not text in UTF-8");
    } catch (IOException | UncheckedIOException e) {
      throw problem(file, "cannot be read");
    }
  }

  private static SettingsException problem(Path file, String text) {
    return new SettingsException(List.of(file + ": " + text));
  }

  /** Leaves every scalar the text that it is: only the settings know their types. */
  private static Yaml yaml() {
    LoaderOptions loading = new LoaderOptions();
    loading.setAllowDuplicateKeys(false);
    DumperOptions dumping = new DumperOptions();
    Resolver textOnly =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {}
        };
    return new Yaml(
        new SafeConstructor(loading), new Representer(dumping), dumping, loading, textOnly);
  }

  private static void flatten(String key, @Nullable Object value, Map<String, String> into) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach(
              (name, inner) -> {
                String part = String.valueOf(name).replace('-', '_');
                flatten(key.isEmpty() ? part : key + "." + part, inner, into);
              });
      case List<?> list ->
          into.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
      default -> into.put(key, value.toString());
    }
  }
}
