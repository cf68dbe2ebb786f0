package com.imageflowcanvas.cli.process;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the machine it runs on.
 *
 * @param workingFolder relative paths on the command line start here
 */
public record Surroundings(
    Map<String, String> environment, Path workingFolder, Terminal terminal, InstantSource clock) {

  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Terminal.ofThisProcess(),
        InstantSource.system());
  }

  /** A variable of the environment; empty counts as not set. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** The folder for what a user's programs keep: {@code ~/.config} unless configured otherwise. */
  public Path configFolder() {
    Path base =
        variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(() -> home().resolve(".config"));
    return base.resolve("imageflow");
  }

  /** The language of the user's texts, {@code ja} or {@code en}. */
  public String language() {
    String locale =
        variable("LC_ALL").or(() -> variable("LC_MESSAGES")).or(() -> variable("LANG")).orElse("");
    return locale.startsWith("ja") ? "ja" : "en";
  }

  private Path home() {
    return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
  }
}
