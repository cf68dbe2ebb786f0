package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.error.FieldError;
import java.util.List;

/** A plan, or why there can be none. */
public sealed interface PlanResult {
  record Ready(PipelinePlan plan) implements PlanResult {}

  /**
   * @param problems at least one, each with the JSON pointer of its place
   */
  record Rejected(List<PlanProblem> problems) implements PlanResult {
    public Rejected {
      problems = List.copyOf(problems);
    }

    public List<FieldError> fieldErrors() {
      return problems.stream().map(PlanProblem::error).toList();
    }
  }
}
