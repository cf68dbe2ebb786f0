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
import java.util.Locale;
import java.util.Optional;

/** Executions as rows, and the only statements that write them. */
final class ExecutionRows {
  /** In the order in which {@link #read} reads them. */
  static final String COLUMNS =
      "id, pipeline_id, pipeline_version, owner, priority, document, state, mode, attempt, node,"
          + " lease_until, fence, pauses, not_before, detections, finished_steps, created_at,"
          + " started_at, completed_at, failure_code, failure_message";

  private static final String INSERT =
      """
      INSERT INTO executions (state, mode, attempt, node, lease_until, fence, pauses, not_before,
       started_at, completed_at, finished_steps, completed_steps, current_step, failure_code,
       failure_message, output_count, first_outputs, document, detections, id, pipeline_id,
       pipeline_version, owner, priority, rank, created_at, image_count, item_count, step_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String CHANGE =
      """
      UPDATE executions SET state = ?, mode = ?, attempt = ?, node = ?, lease_until = ?, fence = ?,
       pauses = ?, not_before = ?, started_at = ?, completed_at = ?, finished_steps = ?%s
      WHERE id = ? AND state = ? AND fence = ?
      """;

  private static final String CHANGE_HEAD = CHANGE.formatted("");

  private static final String CHANGE_ALL =
      CHANGE.formatted(
          """
          , completed_steps = ?, current_step = ?, failure_code = ?, failure_message = ?,
           output_count = ?, first_outputs = ?, document = ?, detections = ?\
          """);

  private static final String COUNT_ENDED =
      "UPDATE ended_counts SET total = total + ? WHERE state = ?";

  private ExecutionRows() {}

  static void insert(Sql sql, Execution e) {
    Call call = body(head(sql.call(INSERT), e), e);
    call.set(e.id().value())
        .set(e.pipelineId().value())
        .set(e.pipelineVersion())
        .set(e.owner().value())
        .set(e.priority().wireName())
        .set(e.priority().rank(e.createdAt()))
        .set(Micros.of(e.createdAt()))
        .set(e.items().size())
        .set(e.items().stream().filter(i -> i.input().isPresent()).count())
        .set(e.steps().size())
        .update();
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
    Call call = head(sql.call(withBody ? CHANGE_ALL : CHANGE_HEAD), next);
    if (withBody) {
      body(call, next);
    }
    boolean changed = call.set(next.id().value()).set(state.wireName()).set(fence).update() == 1;
    if (changed && next.state().isTerminal()) {
      countEnded(sql, next.state(), 1);
    }
    return changed;
  }

  static void countEnded(Sql sql, ExecutionState state, int change) {
    sql.call(COUNT_ENDED).set(change).set(state.wireName()).update();
  }

  /** What every change may touch. */
  private static Call head(Call call, Execution e) {
    Attempt attempt = e.attempt();
    return call.set(e.state().wireName())
        .set(e.mode().wireName())
        .set(attempt.number())
        .set(attempt.owner().map(NodeId::value).orElse(null))
        .set(Micros.orNull(attempt.leaseUntil()))
        .set(attempt.fence())
        .set(attempt.pauses())
        .set(Micros.orNull(attempt.notBefore()))
        .set(Micros.orNull(e.startedAt()))
        .set(Micros.orNull(e.completedAt()))
        .set(e.finishedItemSteps());
  }

  /** What was made, and what a list tells of it. */
  private static Call body(Call call, Execution e) {
    ExecutionSummary summary = ExecutionSummary.of(e);
    return call.set(summary.completedSteps())
        .set(summary.currentStep().map(ComponentType::value).orElse(null))
        .set(e.failure().map(failure -> failure.code().name()).orElse(null))
        .set(e.failure().map(Failure::message).orElse(null))
        .set(summary.outputCount())
        .set(Json.write(ItemDocument.Output.of(summary.firstOutputs())))
        .set(Json.write(ExecutionDocument.of(e)))
        .set(Json.write(ItemDocument.Found.of(e.items())));
  }

  static Execution read(ResultSet row) throws SQLException {
    ExecutionDocument document = Json.read(row.getString(6), ExecutionDocument.class);
    ItemDocument.Found[][] found = Json.read(row.getString(15), ItemDocument.Found[][].class);
    return new Execution(
        new ExecutionId(row.getString(1)),
        new PipelineId(row.getString(2)),
        row.getInt(3),
        new UserId(row.getString(4)),
        Priority.ofWireName(row.getString(5)).orElseThrow(),
        document.parameters(),
        ExecutionState.ofWireName(row.getString(7)).orElseThrow(),
        mode(row.getString(8)),
        new Attempt(
            row.getInt(9),
            Optional.ofNullable(row.getString(10)).map(NodeId::new),
            micros(row, 11),
            row.getLong(12),
            row.getInt(13),
            micros(row, 14)),
        document.items(found),
        document.progress(),
        row.getInt(16),
        Micros.instant(row.getLong(17)),
        micros(row, 18),
        micros(row, 19),
        failure(row, 20));
  }

  static ExecutionMode mode(String name) {
    return ExecutionMode.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * A failure.
   *
   * @param column of its code; the message comes behind it
   */
  static Optional<Failure> failure(ResultSet row, int column) throws SQLException {
    String code = row.getString(column);
    return code == null
        ? Optional.empty()
        : Optional.of(new Failure(ErrorCode.valueOf(code), row.getString(column + 1)));
  }

  static Optional<Instant> micros(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(value));
  }
}
