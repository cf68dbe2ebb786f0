package com.imageflowcanvas.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void logsGetALineForEachQuarterAndForTheEnd() {
    try (Progress progress = new PlainProgress(out)) {
      Progress.Line line = progress.begin("photo.jpg");
      for (int percentage = 0; percentage <= 100; percentage += 5) line.at(percentage, "resize");
      line.end("completed in 85 ms");
    }

    assertThat(shown())
        .containsExactly(
            "photo.jpg: 25 % resize",
            "photo.jpg: 50 % resize", "photo.jpg: 75 % resize", "photo.jpg: completed in 85 ms");
  }

  @Test
  void anEndedBarStaysAboveTheBarsThatRun() {
    try (Progress progress = new BarProgress(out, 80)) {
      Progress.Line first = progress.begin("first.jpg");
      Progress.Line second = progress.begin("second.jpg");
      first.at(100, "");
      first.end("completed");
      second.end("failed");
    }

    assertThat(onScreen())
        .containsExactly(
            "████████████████████████ 100 % first.jpg  completed",
            "░░░░░░░░░░░░░░░░░░░░░░░░   0 % second.jpg  failed");
  }

  @Test
  void aBarNeverBreaksTheLine() {
    try (Progress progress = new BarProgress(out, 60)) {
      progress.begin("写".repeat(80)).end("x".repeat(80));
    }

    assertThat(onScreen()).allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThan(60));
  }

  private String[] shown() {
    return bytes.toString(StandardCharsets.UTF_8).strip().split("\n");
  }

  /** What a terminal shows in the end: "n lines up, clear from there" undoes n lines. */
  private String[] onScreen() {
    ArrayDeque<String> screen = new ArrayDeque<>();
    for (String line : shown()) {
      String rest = line;
      while (rest.startsWith("\033[")) {
        int up = Integer.parseInt(rest.substring(2, rest.indexOf('A')));
        for (int i = 0; i < up; i++) screen.removeLast();
        rest = rest.substring(rest.indexOf('J') + 1);
      }
      if (!rest.isEmpty()) screen.addLast(rest);
    }
    return screen.toArray(String[]::new);
  }
}
