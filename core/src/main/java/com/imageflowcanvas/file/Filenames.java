package com.imageflowcanvas.file;

import java.text.Normalizer;

/** Makes clients' file names safe to store, show and send in headers. */
public final class Filenames {
  private static final int MAX_LENGTH = 150;

  private Filenames() {}

  /**
   * The last part of the path, in NFC, without control characters and characters that file systems
   * refuse; {@code image} when nothing is left.
   */
  public static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean =
        Normalizer.normalize(last, Normalizer.Form.NFC)
            .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\"*:<>?|]", "")
            .replaceAll("^[. ]+|[. ]+$", "");
    if (clean.length() > MAX_LENGTH) {
      int cut = clean.offsetByCodePoints(0, clean.codePointCount(0, MAX_LENGTH - 1));
      clean = clean.substring(0, cut);
    }
    return clean.isBlank() ? "image" : clean;
  }

  /** The name without its ending. */
  public static String stem(String safeName) {
    int dot = safeName.lastIndexOf('.');
    return dot > 0 ? safeName.substring(0, dot) : safeName;
  }
}
