package com.imageflowcanvas.error;

import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what is wrong with a request, so that all of it is told at once. Not thread-safe. */
public final class Faults {
  private final FieldErrors errors = new FieldErrors();

  /**
   * What is read, or empty where that was at fault.
   *
   * @param reading may throw VALIDATION_FAILED with places, which is kept; what else it throws is
   *     thrown on
   */
  public <T> Optional<T> in(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ProblemException e) {
      keep(e);
      return Optional.empty();
    }
  }

  /** As {@link #in}, of a check that reads nothing. */
  public void inCheck(Runnable check) {
    try {
      check.run();
    } catch (ProblemException e) {
      keep(e);
    }
  }

  private void keep(ProblemException e) {
    Problem problem = e.problem();
    if (problem.code() != ErrorCode.VALIDATION_FAILED || problem.errors().isEmpty()) {
      throw e;
    }
    problem.errors().forEach(errors::add);
  }

  /**
   * @throws ProblemException VALIDATION_FAILED with all places, when there is one
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION_FAILED, errors).exception();
    }
  }
}
