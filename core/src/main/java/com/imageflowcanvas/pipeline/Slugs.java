package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.id.TimeOrderedUuid;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Short names of pipelines, for URLs and streams. */
final class Slugs {
  static final Pattern VALID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?");

  private Slugs() {}

  /** A slug made of a name: its Latin letters and digits; {@code pipeline} when it has none. */
  static String of(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.length() > 60 ? plain.substring(0, 60) : plain;
    String slug = cut.replaceAll("^-+|-+$", "");
    if (slug.isEmpty()) {
      return "pipeline";
    }
    // what looks like an id would be looked up as one
    return TimeOrderedUuid.isUuid(slug) ? "pipeline-" + slug : slug;
  }
}
