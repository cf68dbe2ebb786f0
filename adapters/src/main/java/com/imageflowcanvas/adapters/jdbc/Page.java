package com.imageflowcanvas.adapters.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One more row is asked for than a page holds, to know whether there is a next page. */
record Page<T>(List<T> rows, Optional<String> next) {
  static <T> Page<T> of(List<T> oneMore, int limit, Function<T, Cursor> place) {
    if (oneMore.size() <= limit) {
      return new Page<>(oneMore, Optional.empty());
    }
    List<T> rows = oneMore.subList(0, limit);
    return new Page<>(List.copyOf(rows), Optional.of(place.apply(rows.getLast()).token()));
  }
}
