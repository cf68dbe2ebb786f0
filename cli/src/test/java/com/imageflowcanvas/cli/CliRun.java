package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs commands in this process, in a folder of their own, as a user with a home of their own. */
final class CliRun {
  final Path folder;
  Instant now = Instant.parse("2026-11-23T10:00:00Z");

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String input = "";
  private @Nullable Queue<String> typed;

  CliRun(Path folder, FakeServer server) {
    this.folder = folder;
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("IMAGEFLOW_URL", server.url());
    environment.put("IMAGEFLOW_USER", "admin");
    environment.put("IMAGEFLOW_PASSWORD", "secret");
  }

  CliRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CliRun without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** What standard input holds. */
  CliRun input(String text) {
    input = text;
    return this;
  }

  /** A person sits there and gives these answers, one after the other. */
  CliRun typing(String... answers) {
    typed = new ArrayDeque<>(List.of(answers));
    return this;
  }

  int execute(String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            false,
            100,
            questions());
    return Cli.run(new Surroundings(environment, folder, terminal, () -> now), arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  Path credentials() {
    return folder.resolve("home/.config/imageflow/credentials.json");
  }

  private Optional<Terminal.Questions> questions() {
    Queue<String> answers = typed;
    if (answers == null) return Optional.empty();
    return Optional.of(
        new Terminal.Questions() {
          @Override
          public String line(String question) {
            return answers.remove();
          }

          @Override
          public String secret(String question) {
            return answers.remove();
          }
        });
  }
}
