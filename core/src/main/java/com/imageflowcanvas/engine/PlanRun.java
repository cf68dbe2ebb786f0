package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlannedResult;
import com.imageflowcanvas.pipeline.PlannedStep;
import com.imageflowcanvas.pipeline.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of a plan: what its steps have made so far, and what it comes to. Used once. */
final class PlanRun {
  private final PipelinePlan plan;
  private final RunContext context;
  private final RunListener listener;
  private final Clock clock;
  private final Edges edges;
  private final Gathering gathering = new Gathering();

  PlanRun(
      PipelinePlan plan, Frame submitted, RunContext context, RunListener listener, Clock clock) {
    this.plan = plan;
    this.context = context;
    this.listener = listener;
    this.clock = clock;
    this.edges = new Edges(plan.steps(), submitted);
  }

  RunResult run() throws InterruptedException {
    for (PlannedStep<?> step : plan.steps()) {
      context.checkpoint();
      List<Inputs.Arrival> arrivals = arrivals(step);
      Optional<String> closed = closed(step, arrivals);
      if (closed.isPresent()) {
        skip(step, closed.get());
      } else {
        Optional<RunResult.Failed> failed = work(step, arrivals);
        if (failed.isPresent()) {
          return failed.get();
        }
      }
      edges.forget(step.inputs());
      context.memory().keepOnly(edges.rasters());
    }
    return gathering.result();
  }

  private List<Inputs.Arrival> arrivals(PlannedStep<?> step) {
    List<Inputs.Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < step.inputs().size(); i++) {
      arrivals.add(
          new Inputs.Arrival(
              step.component().input(i).name(), edges.at(step.inputs().get(i)).frames()));
    }
    return arrivals;
  }

  /** Why a step cannot be begun: an input that it needs stayed empty, or all did. */
  private Optional<String> closed(PlannedStep<?> step, List<Inputs.Arrival> arrivals) {
    Inputs inputs = new Inputs(arrivals);
    boolean nothing = arrivals.stream().allMatch(arrival -> arrival.frames().isEmpty());
    for (int i = 0; i < arrivals.size(); i++) {
      Port port = step.component().input(i);
      if (nothing || (!port.optional() && inputs.frames(port.name()).isEmpty())) {
        return Optional.of(edges.at(step.inputs().get(i)).whyEmpty());
      }
    }
    return Optional.empty();
  }

  private void skip(PlannedStep<?> step, String reason) {
    listener.onStep(new StepEvent.Skipped(step, clock.instant(), reason));
    for (Port port : step.component().outputs()) {
      edges.put(new Source.Output(step.position(), port.name()), new Edge(List.of(), reason));
    }
    if (step.sink()) {
      gathering.nothing(reason);
    }
  }

  private <P extends Record> Optional<RunResult.Failed> work(
      PlannedStep<P> step, List<Inputs.Arrival> arrivals) throws InterruptedException {
    long start = System.nanoTime();
    listener.onStep(new StepEvent.Started(step, clock.instant()));
    Outputs outputs;
    try {
      outputs = new StepRun<>(step, context).run(arrivals);
    } catch (ComponentException e) {
      listener.onStep(
          new StepEvent.Failed(step, clock.instant(), since(start), e.code(), e.detail()));
      return Optional.of(new RunResult.Failed(e.code(), step.id() + ": " + e.detail()));
    }
    listener.onStep(new StepEvent.Completed(step, clock.instant(), since(start)));
    for (Port port : step.component().outputs()) {
      edges.put(
          new Source.Output(step.position(), port.name()),
          new Edge(outputs.at(port.name()), whyEmpty(step, port.name(), outputs)));
    }
    tell(step, outputs);
    return Optional.empty();
  }

  private void tell(PlannedStep<?> step, Outputs outputs) throws InterruptedException {
    for (PlannedResult place : plan.resultsOf(step)) {
      List<Frame> frames = outputs.at(place.port());
      for (int nth = 0; nth < frames.size(); nth++) {
        context.checkpoint();
        listener.onResult(place, nth, frames.get(nth));
        gathering.add(step.position(), frames.get(nth).annotations());
      }
      if (frames.isEmpty()) {
        gathering.nothing(whyEmpty(step, place.port(), outputs));
      }
    }
  }

  private static String whyEmpty(PlannedStep<?> step, String port, Outputs outputs) {
    String place = step.id() + ":" + port + " stayed empty";
    return outputs.reason(port).map(why -> place + ": " + why).orElse(place);
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
