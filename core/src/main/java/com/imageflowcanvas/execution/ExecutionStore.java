package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The execution table, which is the queue of truth. Thread-safe, safe for several nodes. A change
 * is durable when its method returns.
 */
public interface ExecutionStore {
  /**
   * Stores an execution with its input files, all or nothing.
   *
   * @param execution pending, or running where the node that accepts it has claimed it already
   * @param inputs files that come with it; others that it names must be there
   * @throws ProblemException VALIDATION_FAILED when one that it names is not
   */
  Acceptance accept(Execution execution, List<StoredFile> inputs, Optional<IdempotencyKey> key);

  /** What the key stands for already: Repeated or Mismatch; empty when it may be used. */
  Optional<Acceptance> recall(IdempotencyKey key, Instant now);

  Optional<Execution> find(ExecutionId id);

  /** Executions in the order newest first. */
  ExecutionPage list(ExecutionQuery query);

  /**
   * Takes executions to run that no process has died with: pending ones of attempt 0 that are due,
   * by rank, as {@link ExecutionEvent.Claimed}. One is due unless it is to wait until later than
   * {@code now}. No execution is given to two callers.
   */
  List<Execution> claim(NodeId node, Instant now, Instant leaseUntil, int limit);

  /**
   * Takes the first by rank of those that a process has died with: due ones that were begun before,
   * and running ones whose lease ended at {@code now} or before and which have had fewer than
   * {@code maxAttempts}.
   */
  Optional<Execution> claimSuspect(NodeId node, Instant now, Instant leaseUntil, int maxAttempts);

  /** Whether {@link #claimSuspect} would take one. */
  boolean hasSuspect(Instant now, int maxAttempts);

  /** Takes the first by rank of what {@link #claim} would take, if that is ranked before this. */
  Optional<Execution> claimBefore(long rank, NodeId node, Instant now, Instant leaseUntil);

  /** Takes of what {@link #claim} would take what was accepted first, whatever its rank. */
  Optional<Execution> claimOldest(NodeId node, Instant now, Instant leaseUntil);

  /** Takes this one if it is pending, due or not. */
  Optional<Execution> claimOne(ExecutionId id, NodeId node, Instant now, Instant leaseUntil);

  /** Running ones whose lease has ended after their last attempt. */
  List<Execution> exhausted(Instant now, int maxAttempts, int limit);

  /**
   * Prolongs leases.
   *
   * @param fences of the executions that the caller runs
   * @return those that are still the caller's
   */
  Set<ExecutionId> renew(Map<ExecutionId, Long> fences, Instant leaseUntil);

  /**
   * Ends an attempt: stores the next state and publishes its output files, all or nothing.
   *
   * @param fence of the attempt; a stale one changes nothing
   * @return whether it was stored
   */
  boolean finish(Execution next, long fence, List<StoredFile> outputs);

  /**
   * Cancels a pending or running one.
   *
   * @param seen how far the caller knows that it has come; kept where no other attempt has begun
   * @return the new state; empty when it had ended or there is none
   */
  Optional<Execution> cancel(Execution seen, Instant now);

  /**
   * Ends the leases that this node holds, so that they are claimed again at once; for the start of
   * a node, when none of its former work can still be alive.
   *
   * @return how many
   */
  int abandonLeases(NodeId node, Instant now);

  /** Deletes an ended one with the records of its files, and returns those for their objects. */
  List<StoredFile> delete(ExecutionId id);

  /** How many there are in each state. */
  Map<ExecutionState, Long> counts();

  /** How many unfinished items are ranked before this in the queue or running. */
  long itemsAhead(long rank);

  /** Whether an execution that has not ended runs this pipeline. */
  boolean isPipelineInUse(PipelineId pipeline);

  /**
   * Processing time per item of the completed ones that were accepted last, of all pipelines where
   * none is given.
   */
  List<Duration> recentTimesPerItem(Optional<PipelineId> pipeline, int limit);

  /** Ended before this, in the order in which they were accepted. */
  List<ExecutionId> endedBefore(Instant before, int limit);

  /** Some of the files that an execution names are not there. */
  static ProblemException inputsGone(long howMany) {
    return Problem.of(
            ErrorCode.VALIDATION_FAILED,
            List.of(
                new FieldError(
                    "/input_file_ids",
                    "input_file_ids: "
                        + howMany
                        + " of them deleted just now (expected: ids of files that are there)")))
        .exception();
  }

  /**
   * @param from created at or after
   * @param to created before
   * @param cursor {@code next} of the page before
   */
  record ExecutionQuery(
      Optional<PipelineId> pipeline,
      Optional<ExecutionState> state,
      Optional<UserId> owner,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> cursor,
      int limit) {}

  /**
   * @param next where the next page starts; empty at the end
   */
  record ExecutionPage(List<ExecutionSummary> executions, Optional<String> next) {}
}
