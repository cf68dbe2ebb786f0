package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A place in a list that goes from new to old. */
record InMemoryCursor(Instant createdAt, String id) {
  private static final Comparator<InMemoryCursor> NEWEST_FIRST =
      Comparator.comparing(InMemoryCursor::createdAt).thenComparing(InMemoryCursor::id).reversed();

  /** One page of rows. */
  record Page<T>(List<T> rows, Optional<String> next) {}

  static <T> Page<T> page(
      Stream<T> rows, Function<T, InMemoryCursor> place, Optional<String> cursor, int limit) {
    Optional<InMemoryCursor> after = cursor.map(InMemoryCursor::parse);
    List<T> found =
        rows.filter(
                row -> after.isEmpty() || NEWEST_FIRST.compare(place.apply(row), after.get()) > 0)
            .sorted(Comparator.comparing(place, NEWEST_FIRST))
            .limit(limit + 1L)
            .toList();
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    List<T> shown = found.subList(0, limit);
    return new Page<>(shown, Optional.of(place.apply(shown.getLast()).token()));
  }

  private String token() {
    return createdAt + "," + id;
  }

  private static InMemoryCursor parse(String token) {
    int comma = token.indexOf(',');
    try {
      return new InMemoryCursor(
          Instant.parse(token.substring(0, Math.max(0, comma))), token.substring(comma + 1));
    } catch (DateTimeParseException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "cursor: unknown (expected: that of the page before)", e);
    }
  }
}
