package com.imageflowcanvas.bench;

import com.imageflowcanvas.execution.ExecutionId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills a database with copies of an execution that has ended; past the store, which is durable.
 */
final class StoreScaleRows {
  private static final int CHUNK = 50_000;

  // one of 20 pipelines, of 50 owners; 98 of 100 have completed; one a second
  private static final String EXECUTIONS =
      """
      INSERT INTO executions
      SELECT 'copy-' || i, iif(i % 20 = 0, pipeline_id, 'pipeline-' || (i % 20)), pipeline_version,
       'owner-' || (i % 50), priority, rank + i * 1000000,
       CASE i % 100 WHEN 0 THEN 'failed' WHEN 1 THEN 'cancelled' ELSE 'completed' END, mode, attempt,
       node, lease_until, fence, pauses, not_before, created_at + i * 1000000,
       started_at + i * 1000000, completed_at + i * 1000000, image_count, item_count, step_count,
       completed_steps, finished_steps, current_step, failure_code, failure_message, output_count,
       first_outputs, document, detections
      FROM (SELECT * FROM executions WHERE state = 'completed' AND id NOT LIKE 'copy-%'
       ORDER BY created_at LIMIT 1), ({numbers})
      """;

  private static final String FILES =
      """
      INSERT INTO files
      SELECT 'copy-' || i || '-output', 'owner-' || (i % 50), 'output', filename, content_type,
       size_bytes, sha256, object_key, 'copy-' || i, created_at + i * 1000000, provenance
      FROM (SELECT * FROM files WHERE kind = 'output' LIMIT 1), ({numbers})
      """;

  private static final String COUNTS =
      """
      UPDATE ended_counts
      SET total = (SELECT count(*) FROM executions e WHERE e.state = ended_counts.state)
      """;

  private StoreScaleRows() {}

  /** Returns the ids of the copies. */
  static List<ExecutionId> multiply(Path file, int rows) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      for (int from = 1; from <= rows; from += CHUNK) {
        String numbers = numbers(from, Math.min(rows, from + CHUNK - 1));
        connection.setAutoCommit(false);
        statement.executeUpdate(EXECUTIONS.replace("{numbers}", numbers));
        statement.executeUpdate(FILES.replace("{numbers}", numbers));
        connection.commit();
        connection.setAutoCommit(true);
      }
      statement.executeUpdate(COUNTS);
    }
    return IntStream.rangeClosed(1, rows).mapToObj(i -> new ExecutionId("copy-" + i)).toList();
  }

  private static String numbers(int first, int last) {
    return """
    WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d)
    SELECT i FROM n
    """
        .formatted(first, last);
  }
}
