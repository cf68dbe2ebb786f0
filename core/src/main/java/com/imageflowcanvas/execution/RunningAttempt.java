package com.imageflowcanvas.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt that this node has taken on, as far as it has come. Thread-safe. */
final class RunningAttempt {
  private final Execution claimed;
  private Execution current;
  private List<EndedItem> missing = List.of();
  private @Nullable Run run;
  private @Nullable StopReason stopped;
  private long sequence;
  private long heardNanos = System.nanoTime();
  private boolean over;

  RunningAttempt(Execution claimed) {
    this.claimed = claimed;
    this.current = claimed;
  }

  Execution claimed() {
    return claimed;
  }

  AttemptKey key() {
    return new AttemptKey(claimed.id(), claimed.attempt().fence());
  }

  /** Images whose files are gone; they end with the others. */
  synchronized void missing(List<EndedItem> items) {
    missing = List.copyOf(items);
  }

  /** It runs; where it was stopped before, it is stopped now. */
  void started(Run begun) {
    @Nullable StopReason why;
    synchronized (this) {
      run = begun;
      heardNanos = System.nanoTime();
      why = stopped;
    }
    if (why != null) {
      begun.stop(why);
    }
  }

  void stop(StopReason why) {
    @Nullable Run stopping;
    synchronized (this) {
      stopped = stopped == null ? why : stopped;
      stopping = run;
    }
    if (stopping != null) {
      stopping.stop(why);
    }
  }

  /** Takes news in; empty where they are old, or only a sign of life. */
  synchronized Optional<ExecutionUpdate> hear(RunNews news) {
    if (over || news.sequence() <= sequence) {
      return Optional.empty();
    }
    sequence = news.sequence();
    heardNanos = System.nanoTime();
    if (news.steps().isEmpty() && news.items().isEmpty()) {
      return Optional.empty();
    }
    if (news.begunAt().isPresent() && current.startedAt().isEmpty()) {
      current = current.after(new ExecutionEvent.Began(news.begunAt().get()));
    }
    current =
        current.after(
            new ExecutionEvent.Progressed(
                items(news.items()), steps(news.steps()), news.finishedItemSteps()));
    return Optional.of(ExecutionUpdate.ofNews(current, news));
  }

  private List<Item> items(List<RunNews.ItemChange> changes) {
    if (changes.isEmpty()) {
      return current.items();
    }
    List<Item> items = new ArrayList<>(current.items());
    for (RunNews.ItemChange change : changes) {
      items.set(change.index(), items.get(change.index()).in(change.state()));
    }
    return items;
  }

  private List<StepProgress> steps(List<StepProgress> changed) {
    List<StepProgress> steps = new ArrayList<>(current.steps());
    for (StepProgress step : changed) {
      steps.replaceAll(known -> known.id().equals(step.id()) ? step : known);
    }
    return steps;
  }

  /** Its run is over, and only its end is to be stored. */
  synchronized void over() {
    over = true;
  }

  /** Whether a sign of life has come lately; where only the end is to be stored, it lives. */
  synchronized boolean isAlive(Duration silence) {
    return over || run == null || System.nanoTime() - heardNanos < silence.toNanos();
  }

  /**
   * The execution after this attempt; empty where it is nobody's business any more.
   *
   * @param retryAt when an execution is tried again whose infrastructure was away
   */
  Optional<Execution> after(RunOutcome outcome, Instant retryAt, Instant now) {
    return switch (outcome) {
      case RunOutcome.Ended ended -> Optional.of(after(ended));
      case RunOutcome.Refused refused ->
          Optional.of(claimed.after(new ExecutionEvent.Failed(refused.failure(), now)));
      case RunOutcome.Unavailable _ ->
          Optional.of(claimed.after(new ExecutionEvent.Released(Optional.of(retryAt))));
      case RunOutcome.Interrupted interrupted ->
          switch (interrupted.why()) {
            case FENCED_OFF -> Optional.empty();
            case SHUTDOWN ->
                Optional.of(claimed.after(new ExecutionEvent.Released(Optional.empty())));
          };
    };
  }

  private synchronized Execution after(RunOutcome.Ended ended) {
    List<Item> items = new ArrayList<>(claimed.items());
    missing.forEach(item -> items.set(item.index(), item.applyTo(items.get(item.index()))));
    ended.items().forEach(item -> items.set(item.index(), item.applyTo(items.get(item.index()))));
    Execution begun =
        ended.begunAt().map(at -> claimed.after(new ExecutionEvent.Began(at))).orElse(claimed);
    return begun.after(
        new ExecutionEvent.Ended(items, ended.steps(), ended.finishedItemSteps(), ended.at()));
  }
}
