package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.pipeline.StepId;

/** A result of an execution. */
public record OutputFile(
    FileId id, StepId step, String filename, String contentType, long sizeBytes) {}
