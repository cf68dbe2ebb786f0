package com.imageflowcanvas.cli.display;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows under headings, columns as wide as their widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> rightAligned;

  /** Headings that begin with a space stand over numbers, which are aligned to the right. */
  public Table(String... headings) {
    rightAligned = new HashSet<>();
    List<String> first = new ArrayList<>();
    for (String heading : headings) {
      if (heading.startsWith(" ")) rightAligned.add(first.size());
      first.add(heading.strip());
    }
    rows.add(first);
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "cells: %d (expected: %d)".formatted(cells.length, rows.getFirst().size()));
    }
    rows.add(List.of(cells).stream().map(SafeText::printable).toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  public void print(PrintStream out, String indent) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
      }
    }
    for (List<String> row : rows) out.println((indent + line(row, widths)).stripTrailing());
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - TextWidth.of(row.get(i)));
      if (i > 0) line.append(GAP);
      line.append(rightAligned.contains(i) ? space + row.get(i) : row.get(i) + space);
    }
    return line.toString();
  }
}
