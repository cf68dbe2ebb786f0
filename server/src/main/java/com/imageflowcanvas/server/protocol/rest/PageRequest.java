package com.imageflowcanvas.server.protocol.rest;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which page of a list is wanted. */
public record PageRequest(int limit, Optional<String> cursor) {
  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_LIMIT = 100;
  public static final int MAX_CURSOR = 500;

  /**
   * @throws ProblemException VALIDATION_FAILED
   */
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    int wanted = limit == null ? DEFAULT_LIMIT : limit;
    if (wanted < 1 || wanted > MAX_LIMIT) {
      throw wrong("limit", Integer.toString(wanted), "1.." + MAX_LIMIT);
    }
    if (cursor != null && cursor.length() > MAX_CURSOR) {
      throw wrong("cursor", cursor.length() + " characters", "next_cursor of the page before");
    }
    return new PageRequest(wanted, Optional.ofNullable(cursor).filter(text -> !text.isEmpty()));
  }

  /** A query parameter that cannot be. */
  public static ProblemException wrong(String name, String value, String expected) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    return Problem.of(
            ErrorCode.VALIDATION_FAILED,
            List.of(
                new FieldError("/" + name, name + ": " + shown + " (expected: " + expected + ")")))
        .exception();
  }
}
