package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PipelineService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Executions: accepted, found, listed, cancelled, deleted. Thread-safe. */
public final class ExecutionService implements AutoCloseable {
  private final ExecutionStore store;
  private final PipelineService pipelines;
  private final ObjectStore objects;
  private final FileService files;
  private final SubmissionReader reader;
  private final SubmissionLimits limits;
  private final EarlyStarts starts;
  private final LiveExecutions live;
  private final DurationEstimator estimator;
  private final Backlog backlog;
  private final AtomicInteger submitting = new AtomicInteger();
  private final EventBus events;
  private final EventBus.Subscription learning;
  private final Clock clock;

  /**
   * @param workers how many images are worked on at once, for estimates
   */
  public ExecutionService(
      ExecutionStore store,
      PipelineService pipelines,
      FileService files,
      FileStore fileStore,
      ObjectStore objects,
      ImageIntake intake,
      SubmissionLimits limits,
      EarlyStarts starts,
      EventBus events,
      int workers,
      Clock clock) {
    this.store = store;
    this.pipelines = pipelines;
    this.objects = objects;
    this.files = files;
    this.reader = new SubmissionReader(files, fileStore, intake, limits);
    this.limits = limits;
    this.starts = starts;
    this.live = new LiveExecutions(events);
    this.estimator = new DurationEstimator(store, workers);
    this.backlog = new Backlog(store, clock);
    this.events = events;
    this.learning =
        events.subscribe(
            ExecutionUpdate.Changed.class, change -> estimator.learn(change.execution()));
    this.clock = clock;
  }

  /**
   * Accepts an execution: everything is checked, then stored in one durable step; then the
   * dispatcher hears of it.
   */
  public Accepted submit(Caller caller, Submission submission) {
    caller.require(Role.PIPELINE_OPERATOR);
    Optional<IdempotencyKey> key =
        submission.idempotencyKey().map(text -> key(caller, text, submission));
    // before anything that may have changed since: a repeated request gets the same answer
    Optional<Acceptance> earlier = key.flatMap(known -> store.recall(known, clock.instant()));
    if (earlier.isPresent()) {
      return answer(earlier.get());
    }
    Pipeline pipeline = pipeline(submission.pipeline());
    PipelinePlan plan = pipelines.compile(pipeline, submission.parameters());
    Execution coming = coming(caller, pipeline, plan, submission);
    int underWay = submitting.incrementAndGet();
    Optional<EarlyStart> early = Optional.empty();
    try {
      early = starts.begin(coming, pipeline);
      if (early.isEmpty()) {
        requireRoom(pipeline, underWay);
      }
      return take(caller, coming, submission, key, early);
    } finally {
      early.ifPresent(EarlyStart::undo);
      submitting.decrementAndGet();
    }
  }

  private Accepted take(
      Caller caller,
      Execution coming,
      Submission submission,
      Optional<IdempotencyKey> key,
      Optional<EarlyStart> early) {
    Taken taken = reader.take(caller, coming.id(), submission, early);
    Execution pending = coming.with(taken.items());
    Execution accepted = early.map(start -> start.claim(pending)).orElse(pending);
    Instant done;
    Acceptance acceptance;
    try {
      done = estimate(accepted);
      acceptance =
          store.accept(accepted, taken.written(), key.map(k -> k.telling(done.toString())));
    } catch (RuntimeException e) {
      taken.discard();
      throw e;
    }
    if (acceptance instanceof Acceptance.Stored) {
      files.stored(taken.written());
      tell(accepted, early);
      return new Accepted(accepted.id(), done, false);
    }
    taken.discard();
    return answer(acceptance);
  }

  private void tell(Execution accepted, Optional<EarlyStart> early) {
    if (accepted.state() == ExecutionState.PENDING) {
      backlog.accepted(accepted);
    }
    events.publish(ExecutionUpdate.ofWhole(accepted, accepted.createdAt()));
    early.ifPresent(start -> start.accepted(accepted));
  }

  private static Accepted answer(Acceptance earlier) {
    if (earlier instanceof Acceptance.Repeated repeated) {
      return new Accepted(new ExecutionId(repeated.id()), Instant.parse(repeated.told()), true);
    }
    throw FileService.mismatch();
  }

  /**
   * The execution as far as it has come.
   *
   * @throws ProblemException NOT_FOUND
   */
  public Execution find(ExecutionId id) {
    return store
        .find(id)
        .map(live::withProgress)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "no execution " + shorten(id.value())));
  }

  public ExecutionStore.ExecutionPage list(ExecutionStore.ExecutionQuery query) {
    ExecutionStore.ExecutionPage page = store.list(query);
    return new ExecutionStore.ExecutionPage(
        page.executions().stream().map(live::withProgress).toList(), page.next());
  }

  /**
   * Cancels: the state changes at once, the work stops at its next checkpoint.
   *
   * @throws ProblemException ALREADY_FINISHED
   */
  public Execution cancel(Caller caller, ExecutionId id) {
    Execution current = find(id);
    caller.requireOwnership(Role.PIPELINE_OPERATOR, current.owner(), "the execution");
    Execution cancelled =
        store
            .cancel(current, now())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.ALREADY_FINISHED,
                        "execution "
                            + id
                            + " is "
                            + find(id).state().wireName()
                            + " (expected: pending or running)"));
    events.publish(ExecutionUpdate.ofWhole(cancelled, now()));
    return cancelled;
  }

  /** Deletes an ended execution with its inputs and outputs. */
  public void delete(Caller caller, ExecutionId id) {
    Execution current = find(id);
    caller.requireOwnership(Role.PIPELINE_OPERATOR, current.owner(), "the execution");
    if (!current.state().isTerminal()) {
      throw new ProblemException(
          ErrorCode.IN_USE, "execution " + id + " has not ended (expected: cancel it first)");
    }
    store.delete(id).forEach(file -> objects.delete(file.object()));
  }

  /** When it will be done, by what its pipeline has taken lately and what is ahead of it. */
  public Instant estimate(Execution execution) {
    if (execution.completedAt().isPresent()) {
      return execution.completedAt().get();
    }
    long ahead = execution.state() == ExecutionState.PENDING ? backlog.itemsAhead(execution) : 0;
    return now().plus(estimator.untilDone(execution.pipelineId(), execution.items().size(), ahead));
  }

  @Override
  public void close() {
    learning.close();
    live.close();
  }

  private Pipeline pipeline(String reference) {
    return pipelines
        .findByReference(reference)
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.PIPELINE_UNKNOWN,
                        "pipeline_id: "
                            + shorten(reference)
                            + " (expected: the id or slug of a pipeline; see GET /v1/pipelines)")
                    .at("/pipeline_id")
                    .exception());
  }

  /**
   * @param underWay submissions that may come to wait too, this one included; known before those
   *     that wait are counted, so that none slips in between
   */
  private void requireRoom(Pipeline pipeline, int underWay) {
    long others = underWay - 1L;
    long waiting = others + backlog.waiting(limits.queued() - others);
    if (waiting >= limits.queued()) {
      Duration wait = estimator.untilDone(pipeline.id(), 1, waiting / 10);
      Duration bounded = wait.toSeconds() < 1 ? Duration.ofSeconds(1) : wait;
      throw Problem.retryLater(
              ErrorCode.QUEUE_FULL,
              "queue: "
                  + waiting
                  + " executions wait (expected: fewer than "
                  + limits.queued()
                  + ")",
              bounded.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : bounded)
          .exception();
    }
  }

  /** The execution whose images are still to be taken in. */
  private Execution coming(
      Caller caller, Pipeline pipeline, PipelinePlan plan, Submission submission) {
    return new Execution(
        ExecutionId.next(),
        pipeline.id(),
        pipeline.version(),
        caller.id(),
        submission.priority(),
        submission.parameters(),
        ExecutionState.PENDING,
        ExecutionMode.DIRECT_GRPC,
        Attempt.NONE,
        List.of(),
        plan.inAuthorsOrder().stream()
            .map(step -> StepProgress.pending(step.id(), step.component().type()))
            .toList(),
        0,
        now(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private IdempotencyKey key(Caller caller, String text, Submission submission) {
    return files.key(caller, "POST /executions", text, SubmissionFingerprint.of(submission));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /**
   * An accepted execution.
   *
   * @param repeated whether it was accepted before under the same idempotency key
   */
  public record Accepted(ExecutionId id, Instant estimatedCompletion, boolean repeated) {}
}
