package com.imageflowcanvas.cli.process;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes and asks.
 *
 * @param out results only, so that they can be piped
 * @param err progress, questions and errors
 * @param live whether {@code err} is a terminal on which lines can be redrawn
 * @param columns width of that terminal in characters
 * @param console the person at the keyboard, absent when nobody sits there
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    boolean live,
    int columns,
    Optional<Questions> console) {

  /** Asks a person. */
  public interface Questions {
    /** The line that was typed, without its end; empty at the end of input. */
    String line(String question);

    /** The same without an echo. */
    String secret(String question);
  }

  static Terminal ofThisProcess() {
    // the launcher knows whether standard error is a terminal; Java cannot tell
    boolean live =
        Boolean.getBoolean("imageflow.terminal") && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        System.out,
        System.err,
        System.in,
        live,
        Integer.getInteger("imageflow.columns", 80),
        questions(System.console()));
  }

  /** The first line of standard input, for a secret that is piped in; empty when there is none. */
  public String firstLineOfInput() {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Questions> questions(@Nullable Console console) {
    if (console == null || !console.isTerminal()) return Optional.empty();
    return Optional.of(
        new Questions() {
          @Override
          public String line(String question) {
            String line = console.readLine("%s", question);
            return line == null ? "" : line.strip();
          }

          @Override
          public String secret(String question) {
            char[] secret = console.readPassword("%s", question);
            return secret == null ? "" : new String(secret);
          }
        });
  }
}
