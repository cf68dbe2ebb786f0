package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.id.TimeOrderedUuid;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelineService;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** Which executions a client wants listed: the query parameters of {@code GET /v1/executions}. */
record ExecutionFilter(
    @BindParam("pipeline_id")
        @Parameter(name = "pipeline_id", description = "UUID or slug of the pipeline")
        @Nullable String pipelineId,
    @Schema(allowableValues = {"pending", "running", "completed", "failed", "cancelled"})
        @Nullable String status,
    @BindParam("created_by") @Parameter(name = "created_by", description = "id of a user, or me")
        @Nullable String createdBy,
    @Parameter(description = "created at or after", schema = @Schema(format = "date-time"))
        @Nullable String from,
    @Parameter(description = "created before", schema = @Schema(format = "date-time"))
        @Nullable String to,
    @Schema(minimum = "1", maximum = "100", defaultValue = "20") @Nullable Integer limit,
    @Parameter(description = "next_cursor of the page before") @Nullable String cursor) {

  ExecutionStore.ExecutionQuery toQuery(Caller caller, PipelineService pipelines) {
    PageRequest page = PageRequest.of(limit, cursor);
    return new ExecutionStore.ExecutionQuery(
        given(pipelineId).map(reference -> pipeline(reference, pipelines)),
        given(status).map(ExecutionFilter::state),
        given(createdBy).map(user -> user.equals("me") ? caller.id() : new UserId(user)),
        given(from).map(text -> instant("from", text)),
        given(to).map(text -> instant("to", text)),
        page.cursor(),
        page.limit());
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  /** A deleted pipeline's executions are still there, so any UUID will do. */
  private static PipelineId pipeline(String reference, PipelineService pipelines) {
    return TimeOrderedUuid.isUuid(reference)
        ? new PipelineId(reference)
        : pipelines
            .findByReference(reference)
            .map(Pipeline::id)
            .orElseThrow(
                () -> PageRequest.wrong("pipeline_id", reference, "UUID or slug of a pipeline"));
  }

  private static ExecutionState state(String name) {
    return ExecutionState.ofWireName(name)
        .orElseThrow(
            () ->
                PageRequest.wrong(
                    "status", name, "pending, running, completed, failed, cancelled"));
  }

  private static Instant instant(String name, String text) {
    try {
      // a plus that was not escaped arrives as a space
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException e) {
      throw PageRequest.wrong(name, text, "a time like 2025-07-21T10:30:00Z");
    }
  }
}
