package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An execution as a list shows it: of one size, however many images it has.
 *
 * @param fence of its attempt
 * @param itemCount submitted images, refused ones included
 * @param totalSteps components of its pipeline
 * @param completedSteps of those, how many have ended well for all images, or were skipped
 * @param finishedItemSteps how many steps of all items have ended well
 * @param currentStep what it is at, see {@link Execution#currentStep}
 * @param firstOutputs at most {@link #MAX_OUTPUTS}
 * @param outputCount of all images
 */
public record ExecutionSummary(
    ExecutionId id,
    PipelineId pipelineId,
    int pipelineVersion,
    UserId owner,
    Priority priority,
    ExecutionState state,
    ExecutionMode mode,
    long fence,
    int itemCount,
    int totalSteps,
    int completedSteps,
    int finishedItemSteps,
    Optional<ComponentType> currentStep,
    List<OutputFile> firstOutputs,
    int outputCount,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<Failure> failure) {
  public static final int MAX_OUTPUTS = 4;

  public ExecutionSummary {
    firstOutputs = List.copyOf(firstOutputs);
  }

  public static ExecutionSummary of(Execution e) {
    List<OutputFile> outputs = e.outputs();
    return new ExecutionSummary(
        e.id(),
        e.pipelineId(),
        e.pipelineVersion(),
        e.owner(),
        e.priority(),
        e.state(),
        e.mode(),
        e.attempt().fence(),
        e.items().size(),
        e.steps().size(),
        (int) e.steps().stream().filter(step -> step.state().hasEndedWell()).count(),
        e.finishedItemSteps(),
        e.currentStep().map(StepProgress::component),
        outputs.subList(0, Math.min(MAX_OUTPUTS, outputs.size())),
        outputs.size(),
        e.createdAt(),
        e.startedAt(),
        e.completedAt(),
        e.failure());
  }

  /** See {@link Execution#percentage}. */
  public double percentage() {
    return percentage(state, finishedItemSteps, totalSteps, itemCount);
  }

  static double percentage(ExecutionState state, int finished, int steps, int items) {
    if (state == ExecutionState.COMPLETED) {
      return 100;
    }
    long all = (long) steps * Math.max(1, items);
    return all == 0 ? 0 : Math.min(99.9, 100.0 * finished / all);
  }

  /** See {@link Execution#processingTime}. */
  public Optional<Duration> processingTime() {
    return startedAt.flatMap(start -> completedAt.map(end -> Duration.between(start, end)));
  }
}
