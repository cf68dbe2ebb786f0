package com.imageflowcanvas.file;

import java.text.Normalizer;

/** Makes clients' file names safe to store, show and send in headers. */
public final class Filenames {
  private static final int MAX_LENGTH = 150;
  private static final int MAX_ENDING = 12;

  private Filenames() {}

  /**
   * The last part of the path, in NFC, without control characters, invisible ones and those that
   * file systems refuse; {@code image} when nothing is left. A long one is cut before its ending.
   */
  public static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean =
        Normalizer.normalize(last, Normalizer.Form.NFC)
            .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"*:<>?|]", "")
            .replaceAll("^[. ]+|[. ]+$", "");
    return clean.isBlank() ? "image" : shortened(clean);
  }

  private static String shortened(String name) {
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    String ending = name.substring(stem(name).length());
    if (ending.length() > MAX_ENDING) {
      ending = "";
    }
    int cut = MAX_LENGTH - ending.length();
    boolean splitsOne = Character.isHighSurrogate(name.charAt(cut - 1));
    return name.substring(0, splitsOne ? cut - 1 : cut) + ending;
  }

  /** The name without its ending. */
  public static String stem(String safeName) {
    int dot = safeName.lastIndexOf('.');
    return dot > 0 ? safeName.substring(0, dot) : safeName;
  }
}
