package com.imageflowcanvas.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Values of answers in the words of a table. */
final class Words {
  private Words() {}

  static String joined(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asString("")));
    return String.join(", ", words);
  }

  /** Width x height in px; "any" where they are not fixed. */
  static String size(int width, int height) {
    return width == 0 ? "any" : width + "x" + height;
  }

  /** A number of bytes in megabytes; empty where there is no file. */
  static String bytes(long bytes) {
    return bytes == 0 ? "" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
