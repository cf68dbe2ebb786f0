package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an execution that no query asks for, as JSON. Names here are names in the database:
 * a change needs a migration.
 */
record ExecutionDocument(
    Map<String, Object> parameters, List<ItemDocument> items, List<Step> steps) {

  private static final ItemDocument.Found[] NOTHING = {};

  static ExecutionDocument of(Execution e) {
    return new ExecutionDocument(
        e.parameters(),
        e.items().stream().map(ItemDocument::of).toList(),
        e.steps().stream().map(Step::of).toList());
  }

  /**
   * The items, each with what was found on it.
   *
   * @param found per item; or nothing at all, as of one that was accepted before there were any
   */
  List<Item> items(ItemDocument.Found[][] found) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> items.get(i).toItem(i < found.length ? found[i] : NOTHING))
        .toList();
  }

  List<StepProgress> progress() {
    return steps.stream().map(Step::toProgress).toList();
  }

  /** A {@link Failure}. */
  record Fault(String code, String message) {
    static @Nullable Fault of(Optional<Failure> failure) {
      return failure.isEmpty()
          ? null
          : new Fault(failure.get().code().name(), failure.get().message());
    }

    static Optional<Failure> toFailure(@Nullable Fault fault) {
      return fault == null
          ? Optional.empty()
          : Optional.of(new Failure(ErrorCode.valueOf(fault.code), fault.message));
    }
  }

  /**
   * A {@link StepProgress}.
   *
   * @param started microseconds since 1970
   * @param completed microseconds since 1970
   * @param nanos time taken
   */
  record Step(
      String id,
      String component,
      String state,
      @Nullable Long started,
      @Nullable Long completed,
      long nanos,
      @Nullable String error,
      @Nullable String skipped) {
    static Step of(StepProgress p) {
      return new Step(
          p.id().value(),
          p.component().value(),
          p.state().name(),
          Micros.orNull(p.startedAt()),
          Micros.orNull(p.completedAt()),
          p.time().toNanos(),
          p.error().orElse(null),
          p.skipped().orElse(null));
    }

    StepProgress toProgress() {
      return new StepProgress(
          new StepId(id),
          new ComponentType(component),
          StepState.valueOf(state),
          Micros.optional(started),
          Micros.optional(completed),
          Duration.ofNanos(nanos),
          Optional.ofNullable(error),
          Optional.ofNullable(skipped));
    }
  }
}
