package com.imageflowcanvas.error;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to the protocol that answers. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.code() + ": " + problem.detail(), cause);
    this.problem = problem;
  }

  public ProblemException(ErrorCode code, String detail) {
    this(Problem.of(code, detail), null);
  }

  public ProblemException(ErrorCode code, String detail, Throwable cause) {
    this(Problem.of(code, detail), cause);
  }

  public Problem problem() {
    return problem;
  }
}
