package com.imageflowcanvas.file;

/** What became of something that was to be stored under an idempotency key. */
public sealed interface Acceptance {
  /** Stored now. */
  record Stored() implements Acceptance {}

  /**
   * The same was stored before, under this id; nothing was stored now.
   *
   * @param told what the first answer told beside the id
   */
  record Repeated(String id, String told) implements Acceptance {}

  /** The key stands for something else; nothing was stored. */
  record Mismatch() implements Acceptance {}
}
