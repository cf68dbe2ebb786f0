package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.WorkerPool;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.PlanResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs claimed executions to their end: what stands behind {@code
 * DirectPipelineExecutor.ExecutePipeline}. Thread-safe.
 */
public final class BatchRunner {
  private static final Logger log = LoggerFactory.getLogger(BatchRunner.class);

  private final ExecutionStore executions;
  private final PipelineStore pipelines;
  private final FileStore files;
  private final ObjectStore objects;
  private final PlanCompiler compiler;
  private final ItemRunner itemRunner;
  private final WorkerPool workers;
  private final EventBus events;
  private final Clock clock;

  /** By handle: while a stale run of an execution ends, the next may have begun. */
  private final Map<RunHandle, ExecutionId> running = new ConcurrentHashMap<>();

  public BatchRunner(
      ExecutionStore executions,
      PipelineStore pipelines,
      FileStore files,
      ObjectStore objects,
      PlanCompiler compiler,
      ItemRunner itemRunner,
      WorkerPool workers,
      EventBus events,
      Clock clock) {
    this.executions = executions;
    this.pipelines = pipelines;
    this.files = files;
    this.objects = objects;
    this.compiler = compiler;
    this.itemRunner = itemRunner;
    this.workers = workers;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Runs an execution that was claimed with this fence, and stores how it ended.
   *
   * @return the execution as stored afterwards
   * @throws ProblemException CONFLICT when the fence is stale
   */
  public Execution run(ExecutionId id, long fence, RunHandle handle) throws InterruptedException {
    // before the store is asked: a stop that comes after its answer is not missed
    running.put(handle, id);
    try {
      Execution claimed =
          executions
              .find(id)
              .filter(e -> e.state() == ExecutionState.RUNNING && e.attempt().fence() == fence)
              .orElseThrow(() -> stale(id, fence));
      events.publish(ExecutionUpdate.ofWhole(claimed, clock.instant()));
      return attempt(claimed, handle);
    } finally {
      running.remove(handle);
    }
  }

  /** Stops the run of this execution, if it runs here. */
  public void stop(ExecutionId id, RunHandle.Stop reason) {
    running.forEach(
        (handle, execution) -> {
          if (execution.equals(id)) {
            handle.stop(reason);
          }
        });
  }

  /** Stops all runs. */
  public void stopAll(RunHandle.Stop reason) {
    running.keySet().forEach(handle -> handle.stop(reason));
  }

  private Execution attempt(Execution claimed, RunHandle handle) throws InterruptedException {
    ResultFiles results = new ResultFiles(objects, clock, claimed);
    Execution next = worked(claimed, results, handle);
    // outside of what is caught there: how an attempt ended is stored once, or by the next attempt
    return handle.reason().isPresent()
        ? stopped(claimed, handle.reason().get(), results)
        : finish(next, claimed, results);
  }

  /** How the execution is after its work; the work of one that was stopped is not done. */
  private Execution worked(Execution claimed, ResultFiles results, RunHandle handle)
      throws InterruptedException {
    RunProgress progress = new RunProgress(claimed, events);
    try {
      runItems(claimed, plan(claimed), progress, results, handle);
      return progress.ended(clock.instant());
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.STORAGE_UNAVAILABLE) {
        // not the execution's fault: the dispatcher gives it another attempt
        throw e;
      }
      return failed(progress.begun(claimed), new Failure(e.problem().code(), e.problem().detail()));
    } catch (RuntimeException e) {
      log.error("execution {} failed unexpectedly", claimed.id(), e);
      return failed(
          progress.begun(claimed), new Failure(ErrorCode.INTERNAL, "the execution broke down"));
    }
  }

  private PipelinePlan plan(Execution execution) {
    Pipeline pipeline =
        pipelines
            .findVersion(execution.pipelineId(), execution.pipelineVersion())
            .orElseThrow(
                () -> new ProblemException(ErrorCode.PIPELINE_UNKNOWN, "the pipeline is gone"));
    return switch (compiler.compile(
        pipeline.id(), pipeline.version(), pipeline.components(), execution.parameters())) {
      case PlanResult.Ready ready -> ready.plan();
      case PlanResult.Rejected rejected ->
          throw new ProblemException(
              rejected.problems().getFirst().code(), rejected.fieldErrors().getFirst().detail());
    };
  }

  /**
   * Reads and stores on virtual threads, works on the workers; two items a worker are under way.
   */
  private void runItems(
      Execution execution,
      PipelinePlan plan,
      RunProgress progress,
      ResultFiles results,
      RunHandle handle)
      throws InterruptedException {
    List<Future<?>> futures = new ArrayList<>();
    Semaphore room = new Semaphore(2 * workers.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < execution.items().size(); i++) {
        int index = i;
        Item item = execution.items().get(i);
        if (item.state().isTerminal()) {
          continue;
        }
        room.acquire();
        futures.add(
            threads.submit(
                () -> {
                  try {
                    runItem(index, execution, plan, progress, results, handle);
                  } finally {
                    room.release();
                  }
                  return null;
                }));
      }
    }
    for (Future<?> future : futures) {
      rethrow(future, handle);
    }
  }

  private static void rethrow(Future<?> future, RunHandle handle) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException && handle.reason().isPresent()) {
        return;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void runItem(
      int index,
      Execution execution,
      PipelinePlan plan,
      RunProgress progress,
      ResultFiles results,
      RunHandle handle)
      throws InterruptedException {
    if (handle.token().isCancelled()) {
      throw new InterruptedException("stopped");
    }
    progress.itemEnded(index, ended(index, execution, plan, progress, results, handle));
  }

  private Item ended(
      int index,
      Execution execution,
      PipelinePlan plan,
      RunProgress progress,
      ResultFiles results,
      RunHandle handle)
      throws InterruptedException {
    Item item = execution.items().get(index);
    Optional<StoredFile> input = item.input().flatMap(files::find);
    Optional<byte[]> data = input.flatMap(file -> objects.get(file.object()));
    if (input.isEmpty() || data.isEmpty()) {
      String gone = "input " + item.input().orElseThrow() + " is gone";
      return item.failed(new Failure(ErrorCode.NOT_FOUND, gone));
    }
    ItemOutcome outcome =
        await(
            workers.submit(
                execution.priority().headStartAtWorkers(),
                pool -> {
                  progress.itemStarted(index, clock.instant());
                  return itemRunner.run(
                      plan, item.filename(), data.get(), pool, handle.token(), progress::step);
                }));
    return switch (outcome) {
      case ItemOutcome.Made made ->
          item.completed(results.keep(index, item, input.get(), plan, made), made.detections())
              .noting(made.header());
      case ItemOutcome.Failed failed -> item.failed(failed.failure());
    };
  }

  private static <T> T await(java.util.concurrent.CompletableFuture<T> future)
      throws InterruptedException {
    try {
      return future.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  private Execution stopped(Execution claimed, RunHandle.Stop reason, ResultFiles results) {
    return switch (reason) {
      case FENCED_OFF -> {
        results.discard();
        yield executions.find(claimed.id()).orElse(claimed);
      }
      case SHUTDOWN ->
          finish(claimed.after(new ExecutionEvent.Released(Optional.empty())), claimed, results);
    };
  }

  private Execution failed(Execution claimed, Failure failure) {
    return claimed.after(new ExecutionEvent.Failed(failure, clock.instant()));
  }

  private Execution finish(Execution next, Execution claimed, ResultFiles results) {
    boolean nothing = next.outputs().isEmpty();
    List<StoredFile> outputs = nothing ? List.of() : results.files();
    if (!executions.finish(next, claimed.attempt().fence(), outputs)) {
      log.info("execution {}: attempt {} was stale", next.id(), claimed.attempt().number());
      results.discard();
      return executions.find(next.id()).orElse(next);
    }
    if (nothing) {
      results.discard();
    }
    events.publish(ExecutionUpdate.ofWhole(next, clock.instant()));
    return next;
  }

  private static ProblemException stale(ExecutionId id, long fence) {
    return new ProblemException(
        ErrorCode.CONFLICT, "execution " + id + " is not claimed with fence " + fence);
  }
}
