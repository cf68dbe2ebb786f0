package com.imageflowcanvas.model;

import java.util.regex.Pattern;

/**
 * Name of a model or of an alias: its file name without the ending, for example {@code yolo11n}.
 */
public record ModelName(String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public ModelName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "model name: " + value + " (expected: letters, digits, '.', '_', '-', at most 100)");
    }
  }

  public static boolean isValid(String value) {
    return VALID.matcher(value).matches() && !value.contains("..");
  }

  @Override
  public String toString() {
    return value;
  }
}
