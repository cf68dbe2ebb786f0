package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an attempt ended. {@link Ended} and {@link Refused} end the execution; after the others it
 * waits again, and none of them is charged to it.
 */
public sealed interface RunOutcome {
  /**
   * All items have ended, well or not.
   *
   * @param items how those ended that were assigned
   * @param steps one per component of the pipeline
   * @param begunAt when the work on the first image began; empty where none was begun
   * @param files the results, whose bytes are in the object store; their records are to be stored
   *     with the end
   */
  record Ended(
      List<EndedItem> items,
      List<StepProgress> steps,
      int finishedItemSteps,
      Optional<Instant> begunAt,
      Instant at,
      List<StoredFile> files)
      implements RunOutcome {
    public Ended {
      items = List.copyOf(items);
      steps = List.copyOf(steps);
      files = List.copyOf(files);
    }
  }

  /** The execution cannot be run at all, whatever its images are. */
  record Refused(Failure failure) implements RunOutcome {}

  /** It was stopped; nothing that it wrote is left. */
  record Interrupted(StopReason why) implements RunOutcome {}

  /**
   * Infrastructure was away: the object store, the executor, the path to it.
   *
   * @param cause for the log and for people
   */
  record Unavailable(String cause) implements RunOutcome {}
}
