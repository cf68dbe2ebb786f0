package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.pipeline.PipelineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Executions as lists show them: read from short columns, without the document. */
final class SummaryRows {
  /** In the order in which {@link #read} reads them. */
  static final String COLUMNS =
      "id, pipeline_id, pipeline_version, owner, priority, state, mode, fence, image_count,"
          + " step_count, completed_steps, finished_steps, current_step, first_outputs,"
          + " output_count, created_at, started_at, completed_at, failure_code, failure_message";

  private static final String NONE = "[]";

  private SummaryRows() {}

  static ExecutionSummary read(ResultSet row) throws SQLException {
    return new ExecutionSummary(
        new ExecutionId(row.getString(1)),
        new PipelineId(row.getString(2)),
        row.getInt(3),
        new UserId(row.getString(4)),
        Priority.ofWireName(row.getString(5)).orElseThrow(),
        ExecutionState.ofWireName(row.getString(6)).orElseThrow(),
        ExecutionRows.mode(row.getString(7)),
        row.getLong(8),
        row.getInt(9),
        row.getInt(10),
        row.getInt(11),
        row.getInt(12),
        Optional.ofNullable(row.getString(13)).map(ComponentType::new),
        outputs(row.getString(14)),
        row.getInt(15),
        Micros.instant(row.getLong(16)),
        ExecutionRows.micros(row, 17),
        ExecutionRows.micros(row, 18),
        ExecutionRows.failure(row, 19));
  }

  private static List<OutputFile> outputs(String json) {
    if (json.equals(NONE)) {
      return List.of();
    }
    return Arrays.stream(Json.read(json, ItemDocument.Output[].class))
        .map(ItemDocument.Output::toOutput)
        .toList();
  }
}
