package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.execution.Submission;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.Upload;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A submission whose images were uploaded before, as a client sends it. */
@Schema(name = "ExecutionRequest")
record SubmissionRequest(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "UUID or slug of the pipeline",
            example = "blur-faces")
        @Nullable String pipelineId,
    @ArraySchema(
            arraySchema =
                @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "files of POST /v1/files"),
            minItems = 1,
            schema = @Schema(pattern = "[A-Za-z0-9][A-Za-z0-9_-]{0,254}"))
        @Nullable List<@Nullable String> inputFileIds,
    @Schema(
            description = "override the pipeline's, see the guide",
            example = "{\"resize_width\": 800, \"output_format\": \"jpeg\"}",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
        @Nullable Map<String, Object> parameters,
    @Schema(
            allowableValues = {"low", "normal", "high"},
            defaultValue = "normal")
        @Nullable String priority) {

  /**
   * @param uploads images that came with the request
   * @throws ProblemException VALIDATION_FAILED naming every wrong member
   */
  Submission toSubmission(List<Upload> uploads, Optional<String> idempotencyKey) {
    List<FieldError> errors = new ArrayList<>();
    if (pipelineId == null || pipelineId.isBlank()) {
      errors.add(new FieldError("/pipeline_id", "pipeline_id: missing (expected: a UUID or slug)"));
    }
    List<FileId> files = fileIds(errors);
    Optional<Priority> wanted = Priority.ofWireName(priority == null ? "normal" : priority);
    if (wanted.isEmpty()) {
      errors.add(
          new FieldError(
              "/priority", "priority: " + shown(priority) + " (expected: low, normal, high)"));
    }
    if (pipelineId == null || wanted.isEmpty() || !errors.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION_FAILED, errors).exception();
    }
    return new Submission(
        pipelineId,
        uploads,
        files,
        parameters == null ? Map.of() : parameters,
        wanted.get(),
        idempotencyKey);
  }

  private List<FileId> fileIds(List<FieldError> errors) {
    List<FileId> files = new ArrayList<>();
    for (@Nullable String id : inputFileIds == null ? List.<@Nullable String>of() : inputFileIds) {
      if (id != null && FileId.isValid(id)) {
        files.add(new FileId(id));
      } else {
        errors.add(
            new FieldError(
                "/input_file_ids/" + files.size(),
                "input_file_ids: " + shown(id) + " (expected: file_id of an uploaded file)"));
        return files;
      }
    }
    return files;
  }

  private static String shown(@Nullable String text) {
    return text == null || text.length() <= 60 ? String.valueOf(text) : text.substring(0, 60) + "…";
  }
}
