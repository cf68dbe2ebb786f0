package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlannedStep;
import com.imageflowcanvas.pipeline.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plan on one frame, in memory, on the caller's thread. Thread-safe: all state is the run's.
 */
public final class ExecutionEngine {
  private static final Logger log = LoggerFactory.getLogger(ExecutionEngine.class);

  private final Clock clock;

  public ExecutionEngine(Clock clock) {
    this.clock = clock;
  }

  /**
   * Runs all steps in order. A failing step ends the run; that is an answer, not an exception.
   *
   * @param submitted the decoded image; its memory is the context's
   * @param onStep told on this thread, and must not throw
   * @throws InterruptedException when the context's cancellation was pulled
   */
  public RunResult run(
      PipelinePlan plan, Frame submitted, RunContext context, Consumer<StepEvent> onStep)
      throws InterruptedException {
    Map<Integer, Outputs> made = new HashMap<>();
    List<PlannedStep<?>> steps = plan.steps();
    for (int i = 0; i < steps.size(); i++) {
      context.checkpoint();
      PlannedStep<?> step = steps.get(i);
      long start = System.nanoTime();
      onStep.accept(new StepEvent.Started(step, clock.instant()));
      try {
        made.put(step.position(), apply(step, submitted, made, context));
      } catch (ComponentException e) {
        return failed(step, start, e.code(), e.detail(), onStep);
      } catch (ProblemException e) {
        return failed(step, start, e.problem().code(), e.problem().detail(), onStep);
      } catch (RuntimeException e) {
        log.error("step {} of pipeline {} failed unexpectedly", step.id(), plan.pipeline(), e);
        return failed(step, start, ErrorCode.INTERNAL, "the component broke down", onStep);
      }
      onStep.accept(new StepEvent.Completed(step, clock.instant(), since(start)));
      releaseDead(plan, i + 1, submitted, made, context);
    }
    return completed(plan, made);
  }

  private static <P extends Record> Outputs apply(
      PlannedStep<P> step, Frame submitted, Map<Integer, Outputs> made, RunContext context)
      throws ComponentException, InterruptedException {
    List<Frame> inputs = new ArrayList<>();
    for (Source source : step.inputs()) {
      inputs.add(frame(source, submitted, made));
    }
    Raster first = inputs.getFirst().image();
    Size size = new Size(first.width(), first.height());
    Size result = step.component().component().outputSize(step.params(), size);
    context.limits().checkSize(result.width(), result.height(), "result");
    return step.component().component().apply(new Inputs(inputs), step.params(), context);
  }

  private static Frame frame(Source source, Frame submitted, Map<Integer, Outputs> made)
      throws ComponentException {
    return switch (source) {
      case Source.Submitted ignored -> submitted;
      case Source.Output output -> {
        Outputs outputs = made.get(output.step());
        Optional<Frame> frame = outputs == null ? Optional.empty() : outputs.at(output.port());
        yield frame.orElseThrow(
            () -> new ComponentException("nothing came out of " + output.port()));
      }
    };
  }

  /** Gives memory back that no later step and no result needs. */
  private static void releaseDead(
      PipelinePlan plan,
      int done,
      Frame submitted,
      Map<Integer, Outputs> made,
      RunContext context) {
    Set<Source> needed = new HashSet<>();
    Set<Integer> kept = new HashSet<>();
    for (PlannedStep<?> step : plan.steps().subList(done, plan.steps().size())) {
      needed.addAll(step.inputs());
    }
    plan.steps().stream().filter(PlannedStep::sink).forEach(step -> kept.add(step.position()));
    for (Source source : needed) {
      if (source instanceof Source.Output output) {
        kept.add(output.step());
      }
    }
    made.keySet().retainAll(kept);
    Set<Long> live = new HashSet<>();
    if (needed.contains(new Source.Submitted())) {
      live.add(submitted.image().pixels().address());
    }
    for (Outputs outputs : made.values()) {
      outputs.frames().values().forEach(frame -> live.add(frame.image().pixels().address()));
    }
    context.memory().keepOnly(live);
  }

  private RunResult completed(PipelinePlan plan, Map<Integer, Outputs> made) {
    List<RunResult.Result> results = new ArrayList<>();
    Set<Detection> detections = new LinkedHashSet<>();
    for (PlannedStep<?> step : plan.inAuthorsOrder()) {
      Outputs outputs = made.get(step.position());
      if (!step.sink() || outputs == null) {
        continue;
      }
      List<String> ports = step.component().outputs();
      for (int number = 0; number < ports.size(); number++) {
        Optional<Frame> frame = outputs.at(ports.get(number));
        if (frame.isPresent()) {
          results.add(new RunResult.Result(step, number, frame.get()));
          detections.addAll(frame.get().annotations().detections());
        }
      }
    }
    List<Detection> byConfidence = new ArrayList<>(detections);
    byConfidence.sort(Comparator.comparingDouble(Detection::confidence).reversed());
    return new RunResult.Completed(results, byConfidence);
  }

  private RunResult failed(
      PlannedStep<?> step, long start, ErrorCode code, String message, Consumer<StepEvent> onStep) {
    onStep.accept(new StepEvent.Failed(step, clock.instant(), since(start), code, message));
    return new RunResult.Failed(step, code, message);
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
