package com.imageflowcanvas.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can happen to an execution; see {@link Execution#after}. */
public sealed interface ExecutionEvent {
  /** A node took it to run it. */
  record Claimed(NodeId node, Instant leaseUntil, Instant at) implements ExecutionEvent {}

  /** The work on its first image has begun; until then it has only been taken. */
  record Began(Instant at) implements ExecutionEvent {}

  /** Some item or step has moved on. */
  record Progressed(List<Item> items, List<StepProgress> steps, int finishedItemSteps)
      implements ExecutionEvent {}

  /** All items have ended, well or not. */
  record Ended(List<Item> items, List<StepProgress> steps, int finishedItemSteps, Instant at)
      implements ExecutionEvent {}

  /** It cannot go on as a whole. */
  record Failed(Failure failure, Instant at) implements ExecutionEvent {}

  /** Somebody does not want it any more. */
  record Cancelled(Instant at) implements ExecutionEvent {}

  /**
   * Its node gave it back unfinished, by no fault of its own: this try does not count.
   *
   * @param notBefore earliest next claim, where something that it needs is away; empty where its
   *     node goes down in order
   */
  record Released(Optional<Instant> notBefore) implements ExecutionEvent {}
}
