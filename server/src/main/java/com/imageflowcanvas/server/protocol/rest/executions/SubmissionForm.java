package com.imageflowcanvas.server.protocol.rest.executions;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.imageflowcanvas.execution.Submission;
import com.imageflowcanvas.file.Upload;
import com.imageflowcanvas.server.json.StrictJson;
import com.imageflowcanvas.server.protocol.rest.MultipartForm;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The multipart form of a submission: its fields as the API document names them. The record's
 * components are what clients are told; {@link #read} does the reading.
 */
@Schema(name = "ExecutionForm")
record SubmissionForm(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "UUID or slug of the pipeline",
            example = "blur-faces")
        String pipelineId,
    @ArraySchema(
            arraySchema = @Schema(description = "images; given many times"),
            schema = @Schema(type = "string", format = "binary"))
        @Nullable List<byte[]> inputFiles,
    @ArraySchema(
            arraySchema = @Schema(description = "the same as input_files"),
            schema = @Schema(type = "string", format = "binary"))
        @JsonProperty("input_files[]")
        @Nullable List<byte[]> bracketedFiles,
    @Schema(description = "files of POST /v1/files; may be given many times, or as a JSON array")
        @Nullable List<String> inputFileIds,
    @Schema(description = "the same as input_file_ids") @JsonProperty("input_file_ids[]")
        @Nullable List<String> bracketedFileIds,
    @Schema(description = "JSON object as text, at most 64 KB, for example {\"resize_width\": 800}")
        @Nullable String parameters,
    @Schema(
            allowableValues = {"low", "normal", "high"},
            defaultValue = "normal")
        @Nullable String priority) {

  private static final Set<String> NAMES =
      Set.of(
          "pipeline_id",
          "input_files",
          "input_files[]",
          "input_file_ids",
          "input_file_ids[]",
          "parameters",
          "priority");

  /** Receives the form; images are not looked at yet. */
  static Submission read(HttpServletRequest request, Optional<String> idempotencyKey) {
    MultipartForm form = MultipartForm.read(request, NAMES);
    List<Upload> uploads = new ArrayList<>(form.files("input_files"));
    uploads.addAll(form.files("input_files[]"));
    List<@Nullable String> fileIds = new ArrayList<>();
    form.texts("input_file_ids").forEach(text -> addIds(text, fileIds));
    form.texts("input_file_ids[]").forEach(text -> addIds(text, fileIds));
    Map<String, Object> parameters =
        form.text("parameters")
            .filter(text -> !text.isBlank())
            .map(text -> StrictJson.object(text, "parameters"))
            .orElse(Map.of());
    return new SubmissionRequest(
            form.text("pipeline_id").orElse(null),
            fileIds,
            parameters,
            form.text("priority").filter(text -> !text.isBlank()).orElse(null))
        .toSubmission(uploads, idempotencyKey);
  }

  /** One id, or a JSON array of ids. */
  private static void addIds(String text, List<@Nullable String> fileIds) {
    if (text.stripLeading().startsWith("[")) {
      fileIds.addAll(StrictJson.texts(text, "input_file_ids"));
    } else if (!text.isBlank()) {
      fileIds.add(text.strip());
    }
  }
}
