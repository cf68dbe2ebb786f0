package com.imageflowcanvas.adapters.jdbc;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Statements with named parameters on one data source. */
final class Sql {
  private final NamedParameterJdbcTemplate template;
  private final JdbcClient client;

  Sql(DataSource source) {
    template = new NamedParameterJdbcTemplate(source);
    client = JdbcClient.create(template);
  }

  JdbcClient.StatementSpec of(String sql) {
    return client.sql(sql);
  }

  /** Runs the statement once per row of parameters; returns the changed rows of each. */
  int[] batch(String sql, List<Map<String, @Nullable Object>> rows) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    @SuppressWarnings("unchecked") // the template takes arrays of maps only
    Map<String, @Nullable Object>[] values = rows.toArray(Map[]::new);
    return template.batchUpdate(sql, values);
  }
}
