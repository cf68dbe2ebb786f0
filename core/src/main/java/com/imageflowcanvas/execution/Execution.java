package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An accepted execution. {@link #after} is the only way its state changes.
 *
 * @param parameters as the client sent them, JSON values
 * @param items one per submitted image, in order
 * @param steps one per component of the pipeline, in its order
 * @param finishedItemSteps how many steps of all items have ended well; for the percentage
 * @param startedAt when the work on its first image began; a node that takes it may have others to
 *     do first
 * @param failure of the execution as a whole; items carry their own
 */
public record Execution(
    ExecutionId id,
    PipelineId pipelineId,
    int pipelineVersion,
    UserId owner,
    Priority priority,
    Map<String, Object> parameters,
    ExecutionState state,
    ExecutionMode mode,
    Attempt attempt,
    List<Item> items,
    List<StepProgress> steps,
    int finishedItemSteps,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<Failure> failure) {

  public Execution {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    items = List.copyOf(items);
    steps = List.copyOf(steps);
  }

  /**
   * The execution after something happened. A terminal state never changes.
   *
   * @throws IllegalStateException when the event cannot happen in this state
   */
  public Execution after(ExecutionEvent event) {
    return switch (event) {
      case ExecutionEvent.Claimed e -> {
        requireNotTerminal(event);
        yield with(
            ExecutionState.RUNNING,
            attempt.claimedBy(e.node(), e.leaseUntil()),
            items,
            steps,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }
      case ExecutionEvent.Began e -> {
        require(ExecutionState.RUNNING, event);
        yield with(
            state,
            attempt,
            items,
            steps,
            finishedItemSteps,
            begunBy(e.at()),
            Optional.empty(),
            Optional.empty());
      }
      case ExecutionEvent.Progressed e -> {
        require(ExecutionState.RUNNING, event);
        yield with(
            state,
            attempt,
            e.items(),
            e.steps(),
            e.finishedItemSteps(),
            startedAt,
            Optional.empty(),
            Optional.empty());
      }
      case ExecutionEvent.Ended e -> {
        require(ExecutionState.RUNNING, event);
        boolean good = e.items().stream().allMatch(i -> i.state() == ExecutionState.COMPLETED);
        yield with(
            good ? ExecutionState.COMPLETED : ExecutionState.FAILED,
            attempt.ended(),
            e.items(),
            e.steps(),
            e.finishedItemSteps(),
            begunBy(e.at()),
            Optional.of(notBeforeStart(e.at())),
            good ? Optional.empty() : firstFailure(e.items()));
      }
      case ExecutionEvent.Failed e -> {
        requireNotTerminal(event);
        yield with(
            ExecutionState.FAILED,
            attempt.ended(),
            items.stream().map(i -> unfinished(i) ? i.failed(e.failure()) : i).toList(),
            steps,
            finishedItemSteps,
            startedAt,
            Optional.of(notBeforeStart(e.at())),
            Optional.of(e.failure()));
      }
      case ExecutionEvent.Cancelled e -> {
        requireNotTerminal(event);
        yield with(
            ExecutionState.CANCELLED,
            attempt.fencedOff(),
            items.stream().map(Item::cancelled).toList(),
            steps.stream().map(StepProgress::stopped).toList(),
            finishedItemSteps,
            startedAt,
            Optional.of(notBeforeStart(e.at())),
            Optional.empty());
      }
      case ExecutionEvent.Released e -> {
        require(ExecutionState.RUNNING, event);
        yield with(
            ExecutionState.PENDING,
            attempt.takenBack(e.notBefore()),
            items.stream()
                .map(i -> i.input().isPresent() ? i.in(ExecutionState.PENDING) : i)
                .toList(),
            steps.stream().map(s -> StepProgress.pending(s.id(), s.component())).toList(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }
    };
  }

  /** With the images that were taken in. */
  Execution with(List<Item> taken) {
    return with(state, attempt, taken, steps, finishedItemSteps, startedAt, completedAt, failure);
  }

  /** Whether this says how far the same attempt has come that the stored one is about. */
  public boolean isNewsOf(Execution stored) {
    return id.equals(stored.id)
        && state == stored.state
        && attempt.fence() == stored.attempt.fence();
  }

  /** Steps that ended well of all steps of all items, 0..100; 100 exactly when completed. */
  public double percentage() {
    return ExecutionSummary.percentage(state, finishedItemSteps, steps.size(), items.size());
  }

  /** The step that runs, else the first that has not ended, else the last. */
  public Optional<StepProgress> currentStep() {
    return firstIn(StepState.RUNNING)
        .or(() -> firstIn(StepState.PENDING))
        .or(() -> steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast()));
  }

  private Optional<StepProgress> firstIn(StepState wanted) {
    return steps.stream().filter(step -> step.state() == wanted).findFirst();
  }

  /**
   * Started to completed; queue not included; empty until it has ended, or where it never began.
   */
  public Optional<Duration> processingTime() {
    return startedAt.flatMap(start -> completedAt.map(end -> Duration.between(start, end)));
  }

  public List<OutputFile> outputs() {
    return items.stream().flatMap(item -> item.outputs().stream()).toList();
  }

  private Optional<Instant> begunBy(Instant at) {
    return startedAt.or(() -> Optional.of(notBefore(createdAt, at)));
  }

  /** A clock that was set back makes no execution end before it began. */
  private Instant notBeforeStart(Instant at) {
    return notBefore(startedAt.orElse(createdAt), at);
  }

  private static Instant notBefore(Instant earlier, Instant at) {
    return at.isBefore(earlier) ? earlier : at;
  }

  private static boolean unfinished(Item item) {
    return !item.state().isTerminal();
  }

  private static Optional<Failure> firstFailure(List<Item> items) {
    return items.stream().flatMap(item -> item.failure().stream()).findFirst();
  }

  private void requireNotTerminal(ExecutionEvent event) {
    if (state.isTerminal()) {
      throw new IllegalStateException(event + " after " + state);
    }
  }

  private void require(ExecutionState expected, ExecutionEvent event) {
    if (state != expected) {
      throw new IllegalStateException(event + " in " + state + " (expected: " + expected + ")");
    }
  }

  private Execution with(
      ExecutionState nextState,
      Attempt nextAttempt,
      List<Item> nextItems,
      List<StepProgress> nextSteps,
      int nextFinished,
      Optional<Instant> nextStarted,
      Optional<Instant> nextCompleted,
      Optional<Failure> nextFailure) {
    return new Execution(
        id,
        pipelineId,
        pipelineVersion,
        owner,
        priority,
        parameters,
        nextState,
        mode,
        nextAttempt,
        nextItems,
        nextSteps,
        nextFinished,
        createdAt,
        nextStarted,
        nextCompleted,
        nextFailure);
  }
}
