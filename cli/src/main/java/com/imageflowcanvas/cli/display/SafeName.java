package com.imageflowcanvas.cli.display;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Names from outside, made safe to save a file under on any usual file system. */
public final class SafeName {
  private static final int MAX_BYTES = 180;
  private static final String FORBIDDEN = "/\\:*?\"<>|";

  private SafeName() {}

  /**
   * One path segment: no separators, no control characters, no leading dot or dash, at most 180
   * bytes of UTF-8; "file" when nothing is left.
   */
  public static String of(String name) {
    StringBuilder safe = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .map(point -> SafeText.isSafe(point) && FORBIDDEN.indexOf(point) < 0 ? point : '_')
        .forEach(safe::appendCodePoint);
    String trimmed =
        safe.toString().strip().replaceFirst("^[.\\-]+", "").replaceFirst("[. ]+$", "");
    String shorter = shortened(trimmed);
    return shorter.isEmpty() ? "file" : shorter;
  }

  /** The name without its ending. */
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The ending with its dot; empty when there is none. */
  public static String ending(String name) {
    return name.substring(stem(name).length());
  }

  private static String shortened(String name) {
    String ending = bytes(ending(name)) <= 10 ? ending(name) : "";
    String stem = name.substring(0, name.length() - ending.length());
    while (bytes(stem) + bytes(ending) > MAX_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + ending;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
