package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.execution.RunNews.ItemChange;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Adds up what the items of one attempt do, and tells it. Thread-safe. */
final class RunProgress {
  private final ExecutionId id;
  private final long fence;
  private final Clock clock;
  private final List<StepTally> tallies;
  private final TreeSet<Integer> moved = new TreeSet<>();
  private final List<ItemChange> itemChanges = new ArrayList<>();
  private Consumer<RunNews> news = told -> {};
  private boolean told;
  private Optional<Instant> begunAt = Optional.empty();
  private int expected = Integer.MAX_VALUE;
  private long sequence;
  private int finished;

  RunProgress(ExecutionId id, long fence, PipelinePlan plan, Clock clock) {
    this.id = id;
    this.fence = fence;
    this.clock = clock;
    this.tallies = plan.inAuthorsOrder().stream().map(StepTally::new).toList();
  }

  /** How many items there are in all. */
  synchronized void expect(int items) {
    expected = items;
  }

  /** Tells what has happened, and from now on what happens. */
  synchronized void tell(Consumer<RunNews> listener) {
    news = listener;
    told = true;
    publish(clock.instant());
  }

  synchronized void beat() {
    publish(clock.instant());
  }

  /** What is told of the work on one item. */
  ItemRunner.Listener of(AssignedItem item) {
    return new ItemRunner.Listener() {
      @Override
      public void onStarted() {
        started(item);
      }

      @Override
      public void onStep(StepEvent event) {
        step(event);
      }
    };
  }

  private synchronized void started(AssignedItem item) {
    Instant now = clock.instant();
    begunAt = begunAt.isPresent() ? begunAt : Optional.of(now);
    itemChanges.add(new ItemChange(item.index(), ExecutionState.RUNNING));
  }

  private synchronized void step(StepEvent event) {
    int position = event.step().position();
    StepTally tally = tallies.get(position);
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
    moved.add(position);
    publish(event.at());
  }

  synchronized void itemEnded(EndedItem item) {
    ExecutionState state =
        switch (item) {
          case EndedItem.Completed _ -> ExecutionState.COMPLETED;
          case EndedItem.Failed _ -> ExecutionState.FAILED;
        };
    // with the next news: nobody waits for it, and the end may be just behind
    itemChanges.add(new ItemChange(item.index(), state));
  }

  synchronized RunOutcome.Ended ended(List<EndedItem> items, List<StoredFile> files, Instant at) {
    List<StepProgress> steps =
        tallies.stream()
            .map(tally -> tally.snapshot(true, expected))
            .map(StepProgress::stopped)
            .toList();
    return new RunOutcome.Ended(items, steps, finished, begunAt, at, files);
  }

  private void publish(Instant at) {
    if (!told) {
      return;
    }
    List<StepProgress> changed =
        moved.stream().map(position -> tallies.get(position).snapshot(false, expected)).toList();
    news.accept(
        new RunNews(
            id, fence, ++sequence, begunAt, changed, List.copyOf(itemChanges), finished, at));
    moved.clear();
    itemChanges.clear();
  }
}
