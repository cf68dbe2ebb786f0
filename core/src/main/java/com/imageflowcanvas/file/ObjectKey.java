package com.imageflowcanvas.file;

import java.util.regex.Pattern;

/**
 * Name of an object in the store. A file's first attempt has the file's id; a repeated attempt of
 * an execution writes beside it ({@code id.a2}, by its fence), so that a stale one can never change
 * what was published.
 */
public record ObjectKey(String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,299}");

  public ObjectKey {
    if (!isValid(value)) {
      throw new IllegalArgumentException("object key: not letters, digits, '.', '_' and '-'");
    }
  }

  /** Whether an object may be named so. */
  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  public static ObjectKey of(FileId file) {
    return new ObjectKey(file.value());
  }

  /**
   * @param fence of the attempt, from 1
   */
  public static ObjectKey of(FileId file, long fence) {
    return fence <= 1 ? of(file) : new ObjectKey(file.value() + ".a" + fence);
  }
}
