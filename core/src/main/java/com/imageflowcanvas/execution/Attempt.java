package com.imageflowcanvas.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * One try at running an execution.
 *
 * @param number 0 before the first claim, then from 1; counts the tries that the death of a process
 *     may have ended, so one that was given back does not count
 * @param owner the node that runs it; empty while nobody does
 * @param leaseUntil when the owner is believed dead; empty while there is no owner
 * @param fence rises with every claim and every outside change; a stale fence can publish nothing
 * @param pauses how often in a row it was given back because something that it needs was away
 * @param notBefore earliest next claim; only while it waits for what was away
 */
public record Attempt(
    int number,
    Optional<NodeId> owner,
    Optional<Instant> leaseUntil,
    long fence,
    int pauses,
    Optional<Instant> notBefore) {
  public static final Attempt NONE =
      new Attempt(0, Optional.empty(), Optional.empty(), 0, 0, Optional.empty());

  Attempt claimedBy(NodeId node, Instant until) {
    return new Attempt(
        number + 1, Optional.of(node), Optional.of(until), fence + 1, pauses, Optional.empty());
  }

  Attempt ended() {
    return new Attempt(number, owner, Optional.empty(), fence, pauses, Optional.empty());
  }

  Attempt fencedOff() {
    return new Attempt(
        number, Optional.empty(), Optional.empty(), fence + 1, pauses, Optional.empty());
  }

  /** As if this try had never been, but for the pause. */
  Attempt takenBack(Optional<Instant> pausedUntil) {
    return new Attempt(
        number - 1,
        Optional.empty(),
        Optional.empty(),
        fence + 1,
        pausedUntil.isPresent() ? pauses + 1 : pauses,
        pausedUntil);
  }

  /** The same with a longer lease, or a shorter one. */
  public Attempt leasedUntil(Instant until) {
    return new Attempt(number, owner, Optional.of(until), fence, pauses, notBefore);
  }
}
