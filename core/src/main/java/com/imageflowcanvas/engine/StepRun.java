package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.pipeline.PlannedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of one run. The component is trusted with nothing: whatever it throws or gives ends this
 * step and no more.
 */
final class StepRun<P extends Record> {
  private static final Logger log = LoggerFactory.getLogger(StepRun.class);

  private final PlannedStep<P> step;
  private final StepWork work;

  StepRun(PlannedStep<P> step, RunContext context) {
    this.step = step;
    this.work = new StepWork(context, step.id());
  }

  /**
   * Runs the component: once, or for each frame of an input that takes one and got several.
   *
   * @throws ComponentException for everything that is not as it must be
   */
  Outputs run(List<Inputs.Arrival> arrivals) throws ComponentException, InterruptedException {
    try {
      int rounds = rounds(arrivals);
      Map<String, List<Frame>> made = new LinkedHashMap<>();
      Map<String, String> reasons = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        work.checkpoint();
        Outputs outputs = round(inputs(arrivals, round));
        for (Port port : step.component().outputs()) {
          List<Frame> frames = made.computeIfAbsent(port.name(), name -> new ArrayList<>());
          frames.addAll(outputs.at(port.name()));
          checkCount(port, frames);
        }
        outputs.reasons().forEach(reasons::putIfAbsent);
      }
      return new Outputs(made, reasons);
    } catch (ProblemException e) {
      throw new ComponentException(e.problem().code(), e.problem().detail());
    } catch (CancellationException e) {
      // stopped while it waited for memory: no fault of the component
      throw e;
    } catch (OutOfMemoryError e) {
      // native memory was refused; the JVM ends itself where its own heap is full
      log.error("step {} got no memory", step.id(), e);
      throw new ComponentException(ErrorCode.INTERNAL, "the component got no memory");
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      log.error("step {} failed unexpectedly", step.id(), e);
      throw new ComponentException(ErrorCode.INTERNAL, "the component broke down");
    }
  }

  private Outputs round(Inputs inputs) throws ComponentException, InterruptedException {
    OutputCheck check = OutputCheck.before(step, inputs, work);
    return check.checked(step.component().component().apply(inputs, step.params(), work));
  }

  private int rounds(List<Inputs.Arrival> arrivals) throws ComponentException {
    int rounds = 1;
    for (int i = 0; i < arrivals.size(); i++) {
      int frames = arrivals.get(i).frames().size();
      if (step.component().input(i).many() || frames <= 1) {
        continue;
      }
      if (rounds > 1 && frames != rounds) {
        throw new ComponentException(
            "inputs of " + rounds + " and " + frames + " frames (expected: equally many, or one)");
      }
      rounds = frames;
    }
    return rounds;
  }

  private Inputs inputs(List<Inputs.Arrival> arrivals, int round) {
    List<Inputs.Arrival> inputs = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      Inputs.Arrival all = arrivals.get(i);
      boolean whole = step.component().input(i).many() || all.frames().size() <= 1;
      inputs.add(whole ? all : new Inputs.Arrival(all.port(), List.of(all.frames().get(round))));
    }
    return new Inputs(inputs);
  }

  /** Of all rounds together. */
  private void checkCount(Port port, List<Frame> frames) throws ComponentException {
    int most = step.mostFrames(port);
    if (frames.size() > most) {
      throw new ComponentException(
          port.name() + ": " + frames.size() + " frames (expected: at most " + most + ")");
    }
  }
}
