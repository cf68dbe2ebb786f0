package com.imageflowcanvas.adapters.jdbc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a page, newest first, of a table whose indexes all hold {@code (filters…, family,
 * created_at, id)}. The family has few values, so a page over all of them is the merge of one short
 * index walk each: any mix of filters costs the same however many rows there are, and half the
 * indexes are enough.
 *
 * @param family the column with few values, and those to look at
 */
record NewestFirst(String table, String columns, String family, List<String> values) {
  /** A column that equals a value. */
  record Filter(String column, String value) {}

  /**
   * Rows from there on, created at or after {@code from}.
   *
   * @param from microseconds since 1970
   */
  <T> List<T> list(
      Sql sql, List<Filter> filters, long from, Cursor there, int limit, Call.Reader<T> reader) {
    Call call = sql.call(sql(filters));
    for (int walk = 0; walk < values.size(); walk++) {
      filters.forEach(filter -> call.set(filter.value()));
      call.set(from).set(there.createdAt()).set(there.id()).set(limit);
    }
    return call.set(limit).list(reader);
  }

  private String sql(List<Filter> filters) {
    String equal =
        filters.stream().map(f -> " AND " + f.column() + " = ?").collect(Collectors.joining());
    String merged =
        values.stream().map(value -> walk(value, equal)).collect(Collectors.joining(" UNION ALL "));
    return "SELECT "
        + columns
        + " FROM "
        + table
        + " WHERE id IN (SELECT id FROM ("
        + merged
        + ") AS merged ORDER BY created_at DESC, id DESC LIMIT ?)"
        + " ORDER BY created_at DESC, id DESC";
  }

  private String walk(String value, String equal) {
    return "SELECT id, created_at FROM (SELECT id, created_at FROM "
        + table
        + " WHERE "
        + family
        + " = '"
        + value
        + "'"
        + equal
        + " AND created_at >= ? AND (created_at, id) < (?, ?)"
        + " ORDER BY created_at DESC, id DESC LIMIT ?) AS of_"
        + value;
  }
}
