package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.pipeline.PipelineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Executions as lists show them: read from short columns, without the document. */
final class SummaryRows {
  static final String COLUMNS =
      "id, pipeline_id, pipeline_version, owner, priority, state, mode, fence, created_at,"
          + " started_at, completed_at, image_count, step_count, completed_steps, finished_steps,"
          + " current_step, failure_code, failure_message, output_count, first_outputs";

  private SummaryRows() {}

  static ExecutionSummary read(ResultSet row, int number) throws SQLException {
    return new ExecutionSummary(
        new ExecutionId(row.getString("id")),
        new PipelineId(row.getString("pipeline_id")),
        row.getInt("pipeline_version"),
        new UserId(row.getString("owner")),
        ExecutionRows.priority(row),
        ExecutionRows.state(row),
        ExecutionRows.mode(row),
        row.getLong("fence"),
        row.getInt("image_count"),
        row.getInt("step_count"),
        row.getInt("completed_steps"),
        row.getInt("finished_steps"),
        Optional.ofNullable(row.getString("current_step")).map(ComponentType::new),
        outputs(row.getString("first_outputs")),
        row.getInt("output_count"),
        Micros.instant(row.getLong("created_at")),
        ExecutionRows.micros(row, "started_at"),
        ExecutionRows.micros(row, "completed_at"),
        ExecutionRows.failure(row));
  }

  private static List<OutputFile> outputs(String json) {
    return Arrays.stream(Json.read(json, ItemDocument.Output[].class))
        .map(ItemDocument.Output::toOutput)
        .toList();
  }
}
