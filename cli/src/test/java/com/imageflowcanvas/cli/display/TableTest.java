package com.imageflowcanvas.cli.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsAreAsWideAsTheyLook() {
    Table table = new Table("Image", " Time").row("写真.jpg", "5 ms").row("photo.jpg", "12.5 ms");

    assertThat(printed(table))
        .isEqualTo(
            """
              Image         Time
              写真.jpg      5 ms
              photo.jpg  12.5 ms
            """);
  }

  @Test
  void escapeSequencesFromOutsideAreNotPrinted() {
    assertThat(printed(new Table("Image").row("\u001b[2Jx"))).contains("?[2Jx");
  }

  @Test
  void aRowHasAsManyCellsAsThereAreHeadings() {
    assertThatThrownBy(() -> new Table("One", "Two").row("1")).hasMessage("cells: 1 (expected: 2)");
  }

  private static String printed(Table table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), "  ");
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
