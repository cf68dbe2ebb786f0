package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldErrors;
import java.util.ArrayList;
import java.util.List;

/** Gathers why a pipeline cannot run: the first reasons, and how many there are. */
final class PlanProblems {
  private final List<PlanProblem> kept = new ArrayList<>();
  private int count;

  void add(PlanProblem problem) {
    if (kept.size() < FieldErrors.KEPT) {
      kept.add(problem);
    }
    count++;
  }

  void addAll(ErrorCode code, FieldErrors errors) {
    errors.forEach(error -> add(new PlanProblem(code, error)));
    count += errors.count() - errors.kept().size();
  }

  boolean isEmpty() {
    return count == 0;
  }

  PlanResult.Rejected rejected() {
    return new PlanResult.Rejected(kept, count);
  }
}
