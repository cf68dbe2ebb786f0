package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what the items of one attempt do, and tells it. Thread-safe. */
final class RunProgress {
  private final EventBus events;
  private final List<Item> items;
  private final StepTally[] tallies;
  private Execution execution;
  private long sequence;
  private int finished;

  RunProgress(Execution claimed, EventBus events) {
    this.execution = claimed;
    this.events = events;
    this.items = new ArrayList<>(claimed.items());
    this.tallies = new StepTally[claimed.steps().size()];
    for (int i = 0; i < tallies.length; i++) {
      tallies[i] = new StepTally(claimed.steps().get(i));
    }
    this.sequence = claimed.attempt().fence() * ExecutionUpdate.PER_FENCE + 1;
  }

  synchronized void itemStarted(int index, Instant at) {
    execution = execution.after(new ExecutionEvent.Began(at));
    items.set(index, items.get(index).in(ExecutionState.RUNNING));
  }

  /** What it was given, begun when it began; for one that cannot go on. */
  synchronized Execution begun(Execution claimed) {
    return execution
        .startedAt()
        .map(at -> claimed.after(new ExecutionEvent.Began(at)))
        .orElse(claimed);
  }

  synchronized void step(StepEvent event) {
    StepTally tally = tallies[event.step().position()];
    switch (event) {
      case StepEvent.Started started -> tally.started(started.at());
      case StepEvent.Completed completed -> {
        tally.ended(completed.at(), completed.time(), Optional.empty());
        finished++;
      }
      case StepEvent.Skipped skipped -> {
        tally.skipped(skipped.reason());
        finished++;
      }
      case StepEvent.Failed failed ->
          tally.ended(failed.at(), failed.time(), Optional.of(failed.message()));
    }
    publish(event.step().id(), event.at());
  }

  synchronized void itemEnded(int index, Item item) {
    items.set(index, item);
  }

  synchronized Execution ended(Instant at) {
    return execution.after(new ExecutionEvent.Ended(items, steps(true), finished, at));
  }

  private void publish(StepId changed, Instant at) {
    execution = execution.after(new ExecutionEvent.Progressed(items, steps(false), finished));
    events.publish(new ExecutionUpdate(execution, ++sequence, Optional.of(changed), at));
  }

  private List<StepProgress> steps(boolean over) {
    List<StepProgress> steps = new ArrayList<>(tallies.length);
    int expected = (int) items.stream().filter(item -> item.input().isPresent()).count();
    for (StepTally tally : tallies) {
      steps.add(tally.snapshot(over, expected));
    }
    return steps;
  }

  /** What one step has done over all items. */
  private static final class StepTally {
    private final StepProgress initial;
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> lastEnd = Optional.empty();
    private Optional<String> error = Optional.empty();
    private Optional<String> skipped = Optional.empty();
    private Duration time = Duration.ZERO;
    private int running;
    private int done;

    StepTally(StepProgress initial) {
      this.initial = initial;
    }

    void started(Instant at) {
      startedAt = startedAt.isPresent() ? startedAt : Optional.of(at);
      running++;
    }

    void ended(Instant at, Duration took, Optional<String> why) {
      running--;
      done++;
      lastEnd = Optional.of(at);
      time = time.plus(took);
      error = error.isPresent() ? error : why;
    }

    void skipped(String reason) {
      done++;
      skipped = skipped.isPresent() ? skipped : Optional.of(reason);
    }

    StepProgress snapshot(boolean over, int expected) {
      boolean complete = over || done >= expected;
      return new StepProgress(
          initial.id(),
          initial.component(),
          state(complete),
          startedAt,
          complete ? lastEnd : Optional.empty(),
          time,
          error,
          skipped);
    }

    private StepState state(boolean complete) {
      if (startedAt.isEmpty()) {
        return complete && skipped.isPresent() ? StepState.SKIPPED : StepState.PENDING;
      }
      if (!complete || running > 0) {
        return StepState.RUNNING;
      }
      return error.isPresent() ? StepState.FAILED : StepState.COMPLETED;
    }
  }
}
