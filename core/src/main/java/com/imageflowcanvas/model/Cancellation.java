package com.imageflowcanvas.model;

/** Tells running work that nobody waits for it any more. Thread-safe. */
public interface Cancellation {
  Cancellation NEVER =
      new Cancellation() {
        @Override
        public boolean isCancelled() {
          return false;
        }

        @Override
        public Registration onCancel(Runnable action) {
          return () -> {};
        }
      };

  boolean isCancelled();

  /**
   * Runs the action once when the work is cancelled, at once if it already is, on the cancelling
   * thread. Close the registration when the action is no longer wanted.
   */
  Registration onCancel(Runnable action);

  /** An action that waits for a cancellation. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
