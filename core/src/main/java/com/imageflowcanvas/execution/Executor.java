package com.imageflowcanvas.execution;

import java.util.concurrent.CompletionStage;

/** Runs a claimed execution somewhere: {@code DirectPipelineExecutor.ExecutePipeline}. */
public interface Executor {
  /**
   * Starts the run. The stage completes when the executor has ended and stored it. It fails when
   * the path to the executor failed; then nothing is known of the run, and it can store nothing.
   */
  CompletionStage<Void> execute(Execution claimed);
}
