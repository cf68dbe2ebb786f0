package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.execution.Attempt;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionMode;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.pipeline.PipelineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executions as rows, and the only statements that write them. */
final class ExecutionRows {
  static final String COLUMNS =
      "id, pipeline_id, pipeline_version, owner, priority, state, mode, attempt, node, lease_until,"
          + " fence, pauses, not_before, created_at, started_at, completed_at, finished_steps,"
          + " failure_code, failure_message, document, detections";

  private static final String INSERT =
      """
      INSERT INTO executions (id, pipeline_id, pipeline_version, owner, priority, rank, state, mode,
       attempt, node, lease_until, fence, pauses, not_before, created_at, started_at, completed_at,
       image_count, item_count, step_count, completed_steps, finished_steps, current_step,
       failure_code, failure_message, output_count, first_outputs, document, detections)
      VALUES (:id, :pipeline_id, :pipeline_version, :owner, :priority, :rank, :state, :mode,
       :attempt, :node, :lease_until, :fence, :pauses, :not_before, :created_at, :started_at,
       :completed_at, :image_count, :item_count, :step_count, :completed_steps, :finished_steps,
       :current_step, :failure_code, :failure_message, :output_count, :first_outputs, :document,
       :detections)
      """;

  private static final String CHANGE =
      """
      UPDATE executions SET state = :state, mode = :mode, attempt = :attempt, node = :node,
       lease_until = :lease_until, fence = :fence, pauses = :pauses, not_before = :not_before,
       started_at = :started_at, completed_at = :completed_at, finished_steps = :finished_steps%s
      WHERE id = :id AND state = :old_state AND fence = :old_fence
      """;

  private static final String CHANGE_HEAD = CHANGE.formatted("");

  private static final String CHANGE_ALL =
      CHANGE.formatted(
          """
          , completed_steps = :completed_steps, current_step = :current_step,
           failure_code = :failure_code, failure_message = :failure_message,
           output_count = :output_count, first_outputs = :first_outputs, document = :document,
           detections = :detections""");

  private static final String COUNT_ENDED =
      "UPDATE ended_counts SET total = total + :change WHERE state = :state";

  private ExecutionRows() {}

  static void insert(Sql sql, Execution e) {
    Map<String, @Nullable Object> row = head(e);
    row.putAll(body(e));
    row.put("pipeline_id", e.pipelineId().value());
    row.put("pipeline_version", e.pipelineVersion());
    row.put("owner", e.owner().value());
    row.put("priority", e.priority().wireName());
    row.put("rank", e.priority().rank(e.createdAt()));
    row.put("created_at", Micros.of(e.createdAt()));
    row.put("image_count", e.items().size());
    row.put("item_count", e.items().stream().filter(i -> i.input().isPresent()).count());
    row.put("step_count", e.steps().size());
    sql.of(INSERT).params(row).update();
  }

  /**
   * Stores the next state of an execution that is known as it stands; what was made only where that
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
      Sql sql, ExecutionState state, long fence, Execution next, boolean withBody) {
    Map<String, @Nullable Object> row = head(next);
    if (withBody) {
      row.putAll(body(next));
    }
    row.put("old_state", state.wireName());
    row.put("old_fence", fence);
    boolean changed = sql.of(withBody ? CHANGE_ALL : CHANGE_HEAD).params(row).update() == 1;
    if (changed && next.state().isTerminal()) {
      countEnded(sql, next.state(), 1);
    }
    return changed;
  }

  static void countEnded(Sql sql, ExecutionState state, int change) {
    sql.of(COUNT_ENDED).param("change", change).param("state", state.wireName()).update();
  }

  /** What every change may touch. */
  private static Map<String, @Nullable Object> head(Execution e) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", e.id().value());
    row.put("state", e.state().wireName());
    row.put("mode", e.mode().wireName());
    row.put("attempt", e.attempt().number());
    row.put("node", e.attempt().owner().map(NodeId::value).orElse(null));
    row.put("lease_until", Micros.orNull(e.attempt().leaseUntil()));
    row.put("fence", e.attempt().fence());
    row.put("pauses", e.attempt().pauses());
    row.put("not_before", Micros.orNull(e.attempt().notBefore()));
    row.put("started_at", Micros.orNull(e.startedAt()));
    row.put("completed_at", Micros.orNull(e.completedAt()));
    row.put("finished_steps", e.finishedItemSteps());
    return row;
  }

  /** What was made, and what a list tells of it. */
  private static Map<String, @Nullable Object> body(Execution e) {
    ExecutionSummary summary = ExecutionSummary.of(e);
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("completed_steps", summary.completedSteps());
    row.put("current_step", summary.currentStep().map(ComponentType::value).orElse(null));
    row.put("failure_code", e.failure().map(failure -> failure.code().name()).orElse(null));
    row.put("failure_message", e.failure().map(Failure::message).orElse(null));
    row.put("output_count", summary.outputCount());
    row.put("first_outputs", Json.write(ItemDocument.Output.of(summary.firstOutputs())));
    row.put("document", Json.write(ExecutionDocument.of(e)));
    row.put("detections", Json.write(ItemDocument.Found.of(e.items())));
    return row;
  }

  static Execution read(ResultSet row, int number) throws SQLException {
    ExecutionDocument document = Json.read(row.getString("document"), ExecutionDocument.class);
    ItemDocument.Found[][] found =
        Json.read(row.getString("detections"), ItemDocument.Found[][].class);
    return new Execution(
        new ExecutionId(row.getString("id")),
        new PipelineId(row.getString("pipeline_id")),
        row.getInt("pipeline_version"),
        new UserId(row.getString("owner")),
        priority(row),
        document.parameters(),
        state(row),
        mode(row),
        attempt(row),
        document.items(found),
        document.progress(),
        row.getInt("finished_steps"),
        Micros.instant(row.getLong("created_at")),
        micros(row, "started_at"),
        micros(row, "completed_at"),
        failure(row));
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getInt("attempt"),
        Optional.ofNullable(row.getString("node")).map(NodeId::new),
        micros(row, "lease_until"),
        row.getLong("fence"),
        row.getInt("pauses"),
        micros(row, "not_before"));
  }

  static Priority priority(ResultSet row) throws SQLException {
    return Priority.ofWireName(row.getString("priority")).orElseThrow();
  }

  static ExecutionState state(ResultSet row) throws SQLException {
    return ExecutionState.ofWireName(row.getString("state")).orElseThrow();
  }

  static ExecutionMode mode(ResultSet row) throws SQLException {
    return ExecutionMode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT));
  }

  static Optional<Failure> failure(ResultSet row) throws SQLException {
    String code = row.getString("failure_code");
    return code == null
        ? Optional.empty()
        : Optional.of(new Failure(ErrorCode.valueOf(code), row.getString("failure_message")));
  }

  static Optional<Instant> micros(ResultSet row, String column) throws SQLException {
    return micros(row, row.findColumn(column));
  }

  static Optional<Instant> micros(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(value));
  }
}
