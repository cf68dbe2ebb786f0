package com.imageflowcanvas.event;

import java.util.Optional;

/** Something that has happened. Immutable. */
public interface Event {
  /**
   * What it is news of, where only the newest news of that counts: while one waits for a listener,
   * a later one takes its place. Empty where each counts.
   */
  default Optional<Object> key() {
    return Optional.empty();
  }
}
