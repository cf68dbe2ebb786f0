package com.imageflowcanvas.error;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How messages show what clients sent: short, and at a price that does not grow with it. */
public final class Shown {
  private static final int MAX_CHARACTERS = 60;
  private static final int FEW = 10;

  private Shown() {}

  /** The beginning of a text. */
  public static String text(String text) {
    return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
  }

  /** A JSON value; of a large list or object only how large it is. */
  public static String value(@Nullable Object value) {
    return switch (value) {
      case Collection<?> list when isLarge(list) -> "a list of " + list.size();
      case Map<?, ?> object when isLarge(object.values()) -> "an object of " + object.size();
      case String text -> text(text);
      case null, default -> text(String.valueOf(value));
    };
  }

  private static boolean isLarge(Collection<?> values) {
    return values.size() > FEW || values.stream().anyMatch(Shown::isLargeInside);
  }

  private static boolean isLargeInside(@Nullable Object value) {
    return switch (value) {
      case Collection<?> list -> !list.isEmpty();
      case Map<?, ?> object -> !object.isEmpty();
      case String text -> text.length() > MAX_CHARACTERS;
      case null, default -> false;
    };
  }
}
