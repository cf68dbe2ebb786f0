package com.imageflowcanvas.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error as told to the outside: what happened, where, and when to try again.
 *
 * @param detail one sentence for a person; never a stack trace, class name or path of the host
 * @param errors the wrong places of a request, empty when there is none to name
 * @param retryAfter how long to wait before trying again, where that is known
 */
public record Problem(
    ErrorCode code, String detail, List<FieldError> errors, Optional<Duration> retryAfter) {

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, List.of(), Optional.empty());
  }

  /** A problem with named places; the detail is made of the first of them. */
  public static Problem of(ErrorCode code, List<FieldError> errors) {
    return of(code, FieldErrors.of(errors));
  }

  /** The same; the detail says how many there are besides those that are named. */
  public static Problem of(ErrorCode code, FieldErrors errors) {
    List<FieldError> named = errors.kept();
    int others = errors.count() - 1;
    String more =
        errors.count() > named.size()
            ? " (and " + others + " more; errors names the first " + named.size() + ")"
            : others > 0 ? " (and " + others + " more)" : "";
    return new Problem(code, named.getFirst().detail() + more, named, Optional.empty());
  }

  public static Problem retryLater(ErrorCode code, String detail, Duration after) {
    return new Problem(code, detail, List.of(), Optional.of(after));
  }

  /**
   * The same with the place that its detail is about.
   *
   * @param pointer as in {@link FieldError}
   */
  public Problem at(String pointer) {
    return new Problem(code, detail, List.of(new FieldError(pointer, detail)), retryAfter);
  }

  /** A list is asked to go on where none of its pages has ended. */
  public static Problem unknownCursor() {
    return of(
            ErrorCode.INVALID_REQUEST, "cursor: unknown (expected: next_cursor of the page before)")
        .at("/cursor");
  }

  public ProblemException exception() {
    return new ProblemException(this, null);
  }
}
