package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.CancelToken;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.file.HeldBytes;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt in this process. A few threads take its images one after the other, so that reading
 * and storing hide behind computing. The first image that finds the infrastructure away stops its
 * siblings. Thread-safe.
 */
final class BatchRun implements OpenRun {
  private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

  private final Assignment assignment;
  private final PipelinePlan plan;
  private final ItemRunner itemRunner;
  private final Executor threads;
  private final Clock clock;
  private final RunProgress progress;
  private final ResultFiles results;
  private final CancelToken token = new CancelToken();
  private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

  /** Taken before the others: who reads those may have to wait for the room that these hold. */
  private final Queue<Waiting> inMemory = new ArrayDeque<>();

  private final Queue<Waiting> waiting = new ArrayDeque<>();

  private final List<EndedItem> ended = new ArrayList<>();
  private @Nullable StopReason stopped;
  private @Nullable String away;
  private int added;
  private int atWork;
  private boolean sealed;

  /**
   * @param threads to work on
   */
  BatchRun(
      Assignment assignment,
      PipelinePlan plan,
      ItemRunner itemRunner,
      ObjectStore objects,
      Executor threads,
      Clock clock) {
    this.assignment = assignment;
    this.plan = plan;
    this.itemRunner = itemRunner;
    this.threads = threads;
    this.clock = clock;
    this.progress = new RunProgress(assignment.id(), assignment.fence(), plan, clock);
    this.results = new ResultFiles(objects, clock, assignment, plan);
  }

  @Override
  public CompletionStage<RunOutcome> outcome() {
    return outcome;
  }

  @Override
  public synchronized void add(AssignedItem item, Optional<HeldBytes> bytes) {
    added++;
    (bytes.isPresent() ? inMemory : waiting).add(new Waiting(item, bytes));
    if (atWork < itemRunner.itemsAtOnce()) {
      // counted when it is sure to begin: a thread that cannot be had leaves the work to the others
      threads.execute(this::work);
      atWork++;
    }
  }

  @Override
  public void seal(Consumer<RunNews> news) {
    boolean over;
    synchronized (this) {
      sealed = true;
      progress.expect(added);
      over = atWork == 0;
    }
    progress.tell(news);
    if (over) {
      end();
    }
  }

  @Override
  public void stop(StopReason why) {
    synchronized (this) {
      if (stopped == null) {
        stopped = why;
      }
    }
    token.cancel();
  }

  /** Gives a sign of life. */
  void beat() {
    progress.beat();
  }

  /** Works on images until none is left. */
  private void work() {
    boolean done = false;
    try {
      for (Waiting next = next(); next != null; next = next()) {
        work(next);
      }
      done = true;
    } finally {
      if (!done) {
        // an Error ends this thread; it has ended its item, and the others go on
        threads.execute(this::work);
      }
    }
  }

  private void work(Waiting next) {
    EndedItem end =
        new EndedItem.Failed(
            next.item.index(), new Failure(ErrorCode.INTERNAL, "the work on it broke down"));
    try {
      end = run(next);
    } catch (InterruptedException e) {
      // stopped; how the run ends says why
    } catch (ProblemException e) {
      stopFor(e);
    } catch (RuntimeException e) {
      log.error("execution {}: item {} broke down", assignment.id(), next.item.index(), e);
    } finally {
      next.bytes.ifPresent(HeldBytes::close);
      ended(end);
    }
  }

  /** The next image; null when this thread is needed no more, which the last one tells. */
  private @Nullable Waiting next() {
    boolean over;
    synchronized (this) {
      Waiting next = inMemory.isEmpty() ? waiting.poll() : inMemory.poll();
      if (next != null) {
        return next;
      }
      atWork--;
      over = sealed && atWork == 0;
    }
    if (over) {
      end();
    }
    return null;
  }

  private EndedItem run(Waiting next) throws InterruptedException {
    if (token.isCancelled()) {
      throw new InterruptedException("stopped");
    }
    ItemOutcome made =
        itemRunner.run(
            plan, assignment.priority(), next.item, next.bytes, token, progress.of(next.item));
    return switch (made) {
      case ItemOutcome.Made it ->
          EndedItem.Completed.of(
              next.item.index(), results.keep(next.item, it), it.detections(), it.header());
      case ItemOutcome.Failed it -> new EndedItem.Failed(next.item.index(), it.failure());
    };
  }

  private synchronized void stopFor(ProblemException cause) {
    if (away == null) {
      away = cause.problem().detail();
    }
    token.cancel();
  }

  private void ended(EndedItem item) {
    synchronized (this) {
      ended.add(item);
    }
    if (!token.isCancelled()) {
      progress.itemEnded(item);
    }
  }

  /** All is over; nothing of this run is at work any more. */
  private void end() {
    letGo();
    RunOutcome how = howItEnded();
    if (!(how instanceof RunOutcome.Ended it && !it.files().isEmpty())) {
      results.discard();
    }
    outcome.complete(how);
  }

  /** Of images that no thread could be had for. */
  private synchronized void letGo() {
    inMemory.forEach(left -> left.bytes.ifPresent(HeldBytes::close));
    inMemory.clear();
  }

  private synchronized RunOutcome howItEnded() {
    if (stopped != null) {
      return new RunOutcome.Interrupted(stopped);
    }
    if (away != null) {
      return new RunOutcome.Unavailable(away);
    }
    ended.sort(Comparator.comparingInt(EndedItem::index));
    return progress.ended(ended, results.files(), clock.instant());
  }

  private record Waiting(AssignedItem item, Optional<HeldBytes> bytes) {}
}
