package com.imageflowcanvas.adapters.jdbc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the query of a page, newest first, over a table whose indexes all hold {@code (filters…,
 * family, created_at, id)}. The family has few values, so a page over all of them is the merge of
 * one short index walk each: any mix of filters costs the same however many rows there are, and
 * half the indexes are enough.
 *
 * <p>Parameters of the query: the filters by their column's name, {@code from, before, beforeId,
 * limit}.
 *
 * @param family the column with few values, and those to look at
 */
record NewestFirst(String table, String columns, String family, List<String> values) {

  /**
   * @param filters columns that equal a parameter
   */
  String sql(List<String> filters) {
    String equal =
        filters.stream().map(f -> " AND " + f + " = :" + f).collect(Collectors.joining());
    String merged =
        values.stream()
            .map(value -> walk(value, equal))
            .collect(Collectors.joining("\n UNION ALL "));
    return """
    SELECT %s FROM %s WHERE id IN (SELECT id FROM (%s) AS merged
     ORDER BY created_at DESC, id DESC LIMIT :limit)
     ORDER BY created_at DESC, id DESC
    """
        .formatted(columns, table, merged);
  }

  private String walk(String value, String equal) {
    return """
    SELECT id, created_at FROM (SELECT id, created_at FROM %s WHERE %s = '%s'%s
     AND created_at >= :from AND (created_at, id) < (:before, :beforeId)
     ORDER BY created_at DESC, id DESC LIMIT :limit) AS of_%s
    """
        .formatted(table, family, value, equal, value);
  }
}
