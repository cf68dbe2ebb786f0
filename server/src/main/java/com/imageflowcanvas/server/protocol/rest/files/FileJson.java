package com.imageflowcanvas.server.protocol.rest.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.server.json.OutputFileJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a file, on the wire. */
@Schema(name = "File")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FileJson(
    @Schema(description = "also the name of its object in the store") String fileId,
    @Schema(example = "photo.jpg") String filename,
    @Schema(description = "by content, not by name", example = "image/jpeg") String contentType,
    @Schema(description = "bytes") long fileSize,
    @Schema(description = "lower-case hex") String sha256,
    @Schema(
            description = "upload: by itself; input: with an execution; output: a result",
            allowableValues = {"upload", "input", "output"})
        String kind,
    @Schema(description = "the execution that owns it") @Nullable String executionId,
    @Schema(example = "/v1/files/{file_id}/download") String downloadUrl,
    @Schema(description = "id of the user") String createdBy,
    Instant createdAt,
    @Schema(
            description =
                "how a result came to be: pipeline version, parameters, model, input hash",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
        @Nullable Map<String, Object> provenance) {

  static FileJson of(StoredFile file) {
    return new FileJson(
        file.id().value(),
        file.filename(),
        file.contentType(),
        file.sizeBytes(),
        file.sha256(),
        file.kind().name().toLowerCase(Locale.ROOT),
        file.executionId().orElse(null),
        OutputFileJson.downloadUrl(file.id()),
        file.owner().value(),
        file.createdAt(),
        file.provenance().isEmpty() ? null : file.provenance());
  }
}
