package com.imageflowcanvas.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A sign of life of an attempt, and how far it has come since the one before.
 *
 * @param sequence rises from 1 with the news of one attempt
 * @param begunAt when the work on the first image began; empty before
 * @param steps that have moved on, each as it stands now
 * @param items that have begun or ended
 * @param finishedItemSteps steps of all items that have ended well
 */
public record RunNews(
    ExecutionId id,
    long fence,
    long sequence,
    Optional<Instant> begunAt,
    List<StepProgress> steps,
    List<ItemChange> items,
    int finishedItemSteps,
    Instant at) {
  public RunNews {
    steps = List.copyOf(steps);
    items = List.copyOf(items);
  }

  /**
   * @param index of the item in its execution
   */
  public record ItemChange(int index, ExecutionState state) {}
}
