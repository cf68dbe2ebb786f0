package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;

/** Why an execution, an item or a step failed, in words for the user. */
public record Failure(ErrorCode code, String message) {}
