package com.imageflowcanvas.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * One try at running an execution.
 *
 * @param number 0 before the first claim, then from 1; one that was given back in order does not
 *     count
 * @param owner the node that runs it; empty while nobody does
 * @param leaseUntil when the owner is believed dead; empty while there is no owner
 * @param fence rises with every claim and every outside change; a stale fence can publish nothing
 */
public record Attempt(
    int number, Optional<NodeId> owner, Optional<Instant> leaseUntil, long fence) {
  public static final Attempt NONE = new Attempt(0, Optional.empty(), Optional.empty(), 0);

  Attempt claimedBy(NodeId node, Instant until) {
    return new Attempt(number + 1, Optional.of(node), Optional.of(until), fence + 1);
  }

  Attempt ended() {
    return new Attempt(number, owner, Optional.empty(), fence);
  }

  Attempt fencedOff() {
    return new Attempt(number, Optional.empty(), Optional.empty(), fence + 1);
  }

  /** As if this try had never been. */
  Attempt takenBack() {
    return new Attempt(number - 1, Optional.empty(), Optional.empty(), fence + 1);
  }
}
