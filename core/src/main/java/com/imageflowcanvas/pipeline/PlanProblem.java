package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;

/**
 * One reason why a pipeline cannot run.
 *
 * @param code PIPELINE_INVALID, VALIDATION_FAILED or MODEL_NOT_INSTALLED
 */
public record PlanProblem(ErrorCode code, FieldError error) {
  static PlanProblem invalid(String pointer, String detail) {
    return new PlanProblem(ErrorCode.PIPELINE_INVALID, new FieldError(pointer, detail));
  }
}
