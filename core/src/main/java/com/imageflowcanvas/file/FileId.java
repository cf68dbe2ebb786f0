package com.imageflowcanvas.file;

import java.util.regex.Pattern;

/**
 * Id of a file: a UUID for an upload, {@code {execution_id}-{step_id}-output} for a result. Also
 * the name of its object in the store.
 */
public record FileId(String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,254}");

  public FileId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("file id: not letters, digits, '_' and '-' (1..255)");
    }
  }

  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
