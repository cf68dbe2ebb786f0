package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.execution.Attempt;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionMode;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.pipeline.PipelineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executions as rows, and the only statements that write them. */
final class ExecutionRows {
  static final String COLUMNS =
      "id, pipeline_id, pipeline_version, owner, priority, state, mode, attempt, node, lease_until,"
          + " fence, created_at, started_at, completed_at, finished_steps, document";

  private static final String INSERT =
      """
      INSERT INTO executions (id, pipeline_id, pipeline_version, owner, priority, rank, state, mode,
       attempt, node, lease_until, fence, created_at, started_at, completed_at, item_count,
       finished_steps, document)
      VALUES (:id, :pipeline_id, :pipeline_version, :owner, :priority, :rank, :state, :mode,
       :attempt, :node, :lease_until, :fence, :created_at, :started_at, :completed_at, :item_count,
       :finished_steps, :document)
      """;

  private static final String CHANGE =
      """
      UPDATE executions SET state = :state, mode = :mode, attempt = :attempt, node = :node,
       lease_until = :lease_until, fence = :fence, started_at = :started_at,
       completed_at = :completed_at, finished_steps = :finished_steps,
       document = COALESCE(:document, document)
      WHERE id = :id AND state = :old_state AND fence = :old_fence
      """;

  private static final String COUNT_ENDED =
      "UPDATE ended_counts SET total = total + :change WHERE state = :state";

  private ExecutionRows() {}

  static void insert(Sql sql, Execution e) {
    Map<String, @Nullable Object> row = changing(e);
    row.put("pipeline_id", e.pipelineId().value());
    row.put("pipeline_version", e.pipelineVersion());
    row.put("owner", e.owner().value());
    row.put("priority", e.priority().wireName());
    row.put("rank", e.priority().rank(e.createdAt()));
    row.put("created_at", Micros.of(e.createdAt()));
    row.put("item_count", e.items().stream().filter(i -> i.input().isPresent()).count());
    row.put("document", Json.write(ExecutionDocument.of(e)));
    sql.of(INSERT).params(row).update();
  }

  /**
   * Stores the next state of an execution that is known as it stands; its document only where that
   * differs.
   */
  static boolean change(Sql sql, Execution now, Execution next) {
    boolean same =
        now.items().equals(next.items())
            && now.steps().equals(next.steps())
            && now.failure().equals(next.failure());
    return change(sql, now.state(), now.attempt().fence(), next, !same);
  }

  /** Stores the next state where state and fence are these; returns whether they were. */
  static boolean change(
      Sql sql, ExecutionState state, long fence, Execution next, boolean withDocument) {
    Map<String, @Nullable Object> row = changing(next);
    row.put("document", withDocument ? Json.write(ExecutionDocument.of(next)) : null);
    row.put("old_state", state.wireName());
    row.put("old_fence", fence);
    boolean changed = sql.of(CHANGE).params(row).update() == 1;
    if (changed && next.state().isTerminal()) {
      countEnded(sql, next.state(), 1);
    }
    return changed;
  }

  static void countEnded(Sql sql, ExecutionState state, int change) {
    sql.of(COUNT_ENDED).param("change", change).param("state", state.wireName()).update();
  }

  private static Map<String, @Nullable Object> changing(Execution e) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", e.id().value());
    row.put("state", e.state().wireName());
    row.put("mode", e.mode().wireName());
    row.put("attempt", e.attempt().number());
    row.put("node", e.attempt().owner().map(NodeId::value).orElse(null));
    row.put("lease_until", Micros.orNull(e.attempt().leaseUntil()));
    row.put("fence", e.attempt().fence());
    row.put("started_at", Micros.orNull(e.startedAt()));
    row.put("completed_at", Micros.orNull(e.completedAt()));
    row.put("finished_steps", e.finishedItemSteps());
    return row;
  }

  static Execution read(ResultSet row, int number) throws SQLException {
    ExecutionDocument document = Json.read(row.getString("document"), ExecutionDocument.class);
    return new Execution(
        new ExecutionId(row.getString("id")),
        new PipelineId(row.getString("pipeline_id")),
        row.getInt("pipeline_version"),
        new UserId(row.getString("owner")),
        Priority.ofWireName(row.getString("priority")).orElseThrow(),
        document.parameters(),
        ExecutionState.ofWireName(row.getString("state")).orElseThrow(),
        mode(row.getString("mode")),
        attempt(row),
        document.items().stream().map(ItemDocument::toItem).toList(),
        document.steps().stream().map(ExecutionDocument.Step::toProgress).toList(),
        row.getInt("finished_steps"),
        Micros.instant(row.getLong("created_at")),
        Micros.optional(longOrNull(row, "started_at")),
        Micros.optional(longOrNull(row, "completed_at")),
        ExecutionDocument.Fault.toFailure(document.failure()));
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getInt("attempt"),
        Optional.ofNullable(row.getString("node")).map(NodeId::new),
        Micros.optional(longOrNull(row, "lease_until")),
        row.getLong("fence"));
  }

  private static ExecutionMode mode(String name) {
    return ExecutionMode.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
