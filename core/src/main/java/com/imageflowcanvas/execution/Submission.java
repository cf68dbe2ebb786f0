package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.Upload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client wants to have run.
 *
 * @param pipeline UUID or slug
 * @param uploads images that come with the request
 * @param inputFiles images that were uploaded before; they come after the uploads
 * @param parameters JSON values
 */
public record Submission(
    String pipeline,
    List<Upload> uploads,
    List<FileId> inputFiles,
    Map<String, Object> parameters,
    Priority priority,
    Optional<String> idempotencyKey) {}
