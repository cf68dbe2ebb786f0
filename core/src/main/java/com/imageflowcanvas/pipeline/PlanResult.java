package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.error.FieldError;
import java.util.List;

/** A plan, or why there can be none. */
public sealed interface PlanResult {
  record Ready(PipelinePlan plan) implements PlanResult {}

  /**
   * @param problems the first ones, at least one, each with the JSON pointer of its place
   * @param count how many there are
   */
  record Rejected(List<PlanProblem> problems, int count) implements PlanResult {
    public Rejected {
      problems = List.copyOf(problems);
    }

    /** The places of the first ones. */
    public List<FieldError> fieldErrors() {
      return problems.stream().map(PlanProblem::error).toList();
    }
  }
}
