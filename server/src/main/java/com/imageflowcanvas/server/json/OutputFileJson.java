package com.imageflowcanvas.server.json;

import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.file.FileId;
import io.swagger.v3.oas.annotations.media.Schema;

/** A result of an execution, on the wire. */
@Schema(name = "OutputFile")
public record OutputFileJson(
    @Schema(example = "0193a1b2-0000-7000-8000-000000000001-resize-step-0-output") String fileId,
    @Schema(example = "photo-resize-step-0.jpg") String filename,
    @Schema(description = "bytes") long fileSize,
    @Schema(example = "image/jpeg") String contentType,
    @Schema(example = "/v1/files/{file_id}/download") String downloadUrl,
    @Schema(description = "the step that made it", example = "resize-step-0") String stepId) {

  public static OutputFileJson of(OutputFile file) {
    return new OutputFileJson(
        file.id().value(),
        file.filename(),
        file.sizeBytes(),
        file.contentType(),
        downloadUrl(file.id()),
        file.step().value());
  }

  /** Where a file's bytes are; relative to the server. */
  public static String downloadUrl(FileId file) {
    return "/v1/files/" + file + "/download";
  }
}
