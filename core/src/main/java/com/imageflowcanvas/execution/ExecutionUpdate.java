package com.imageflowcanvas.execution;

import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Instant;
import java.util.Optional;

/** News of an execution: how it stands now. */
public sealed interface ExecutionUpdate extends Event {
  /** Updates of one attempt; the fence makes later attempts' sequences greater. */
  long PER_FENCE = 1_000_000;

  /**
   * The execution. While it runs its items carry neither results nor detections, so that news of a
   * batch stay small.
   */
  Execution execution();

  /** Rises with every update of one execution, over attempts and nodes. */
  long sequence();

  Instant at();

  /** The step that has moved on; empty for a change of the whole. */
  Optional<StepId> changed();

  /** Its state has changed, or somebody has just come to watch it. Never lost to progress. */
  record Changed(Execution execution, long sequence, Instant at) implements ExecutionUpdate {
    @Override
    public Optional<StepId> changed() {
      return Optional.empty();
    }
  }

  /** It has come further; of those that wait for a listener only the newest counts. */
  record Progressed(Execution execution, long sequence, Optional<StepId> changed, Instant at)
      implements ExecutionUpdate {
    @Override
    public Optional<Object> key() {
      return Optional.of(execution.id());
    }
  }

  /**
   * The execution as it stands. An ended one always carries its attempt's last sequence, however
   * often it is read.
   */
  static ExecutionUpdate.Changed ofWhole(Execution execution, Instant at) {
    long within =
        switch (execution.state()) {
          case PENDING -> 0;
          case RUNNING -> 1;
          case COMPLETED, FAILED, CANCELLED -> PER_FENCE - 1;
        };
    return new Changed(execution, execution.attempt().fence() * PER_FENCE + within, at);
  }

  /** The same attempt, further on. */
  static ExecutionUpdate.Progressed ofNews(Execution execution, RunNews news) {
    long within = Math.min(PER_FENCE - 2, news.sequence() + 1);
    return new Progressed(
        execution,
        news.fence() * PER_FENCE + within,
        news.steps().isEmpty() ? Optional.empty() : Optional.of(news.steps().getLast().id()),
        news.at());
  }
}
