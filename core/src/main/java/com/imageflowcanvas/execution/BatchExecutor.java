package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.PlanResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts in this process. Needs the object store and the models, and no other store.
 * Thread-safe.
 */
public final class BatchExecutor implements Executor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchExecutor.class);

  private final PlanCompiler compiler;
  private final ItemRunner items;
  private final ObjectStore objects;
  private final Clock clock;
  private final Set<BatchRun> runs = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService heartbeat;

  /**
   * Images are worked on by platform threads: native code holds its thread, and a virtual one would
   * take a carrier away from everybody else.
   */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("imageflow-item-", 0).daemon().factory());

  /**
   * @param heartbeat how often a run gives a sign of life
   */
  public BatchExecutor(
      PlanCompiler compiler,
      ItemRunner items,
      ObjectStore objects,
      Duration heartbeat,
      Clock clock) {
    this.compiler = compiler;
    this.items = items;
    this.objects = objects;
    this.clock = clock;
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-heartbeat").daemon().factory());
    this.heartbeat.scheduleAtFixedRate(
        this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whatever one listener throws: an exception would end the beat of all. */
  private void beat() {
    for (BatchRun run : runs) {
      try {
        run.beat();
      } catch (RuntimeException e) {
        log.error("a sign of life was not heard", e);
      }
    }
  }

  @Override
  public Run start(Assignment assignment, Consumer<RunNews> news) {
    return switch (compile(assignment)) {
      case PlanResult.Ready ready -> {
        BatchRun run = begin(assignment, ready.plan());
        assignment.items().forEach(item -> run.add(item, Optional.empty()));
        run.seal(news);
        yield run;
      }
      case PlanResult.Rejected rejected -> new RefusedRun(failure(rejected));
    };
  }

  @Override
  public Optional<OpenRun> open(Assignment assignment) {
    return switch (compile(assignment)) {
      case PlanResult.Ready ready -> Optional.of(begin(assignment, ready.plan()));
      case PlanResult.Rejected _ -> Optional.empty();
    };
  }

  private PlanResult compile(Assignment assignment) {
    return compiler.compile(assignment.pipeline(), assignment.parameters());
  }

  private static Failure failure(PlanResult.Rejected rejected) {
    return new Failure(
        rejected.problems().getFirst().code(), rejected.fieldErrors().getFirst().detail());
  }

  private BatchRun begin(Assignment assignment, PipelinePlan plan) {
    BatchRun run = new BatchRun(assignment, plan, items, objects, threads, clock);
    runs.add(run);
    run.outcome().thenRun(() -> runs.remove(run));
    return run;
  }

  /** Stops what still runs. */
  @Override
  public void close() {
    runs.forEach(run -> run.stop(StopReason.SHUTDOWN));
    heartbeat.shutdownNow();
    threads.shutdown();
  }

  /** One whose pipeline cannot be run any more, for example because its model is gone. */
  private record RefusedRun(Failure failure) implements Run {
    @Override
    public CompletionStage<RunOutcome> outcome() {
      return CompletableFuture.completedStage(new RunOutcome.Refused(failure));
    }

    @Override
    public void stop(StopReason why) {
      // it has ended
    }
  }
}
