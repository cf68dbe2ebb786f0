package com.imageflowcanvas.server.json;

import com.imageflowcanvas.component.L10n;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Languages in which the product speaks to people. */
public enum Language {
  JA,
  EN;

  private static final int MAX_HEADER = 500;

  /**
   * The first of our languages by the client's preference; Japanese, the API document's own, where
   * it names none of them.
   *
   * @param acceptLanguage value of the header of that name (RFC 9110, 12.5.4); unreadable is none
   */
  public static Language ofAcceptLanguage(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
      return JA;
    }
    try {
      return Locale.LanguageRange.parse(acceptLanguage).stream()
          .filter(range -> range.getWeight() > 0)
          .map(Locale.LanguageRange::getRange)
          .filter(range -> speaks(range, "en") || speaks(range, "ja"))
          .findFirst()
          .map(range -> speaks(range, "en") ? EN : JA)
          .orElse(JA);
    } catch (IllegalArgumentException e) {
      return JA;
    }
  }

  public String of(L10n text) {
    return switch (this) {
      case JA -> text.ja();
      case EN -> text.en();
    };
  }

  private static boolean speaks(String range, String language) {
    return range.equals(language) || range.startsWith(language + "-");
  }
}
