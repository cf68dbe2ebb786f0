package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.pipeline.PlannedStep;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a component gives, and notes who has said what is new in it.
 *
 * @param promised size of the default output; empty where none was promised
 * @param several whether one input brought more than one frame
 * @param given addresses of the rasters that came in
 */
record OutputCheck(
    PlannedStep<?> step, Optional<Size> promised, boolean several, Set<Long> given, StepWork work) {

  /** Asks for the size of the result, which must keep to the limits. */
  static <P extends Record> OutputCheck before(PlannedStep<P> step, Inputs inputs, StepWork work) {
    Component<P> component = step.component().component();
    Size size = component.outputSize(step.params(), inputs.first().size());
    work.limits().checkSize(size.width(), size.height(), "result");
    boolean promises =
        !step.component().inputs().getFirst().many()
            && !step.component().outputs().getFirst().many();
    Set<Long> given = new HashSet<>();
    for (Inputs.Arrival arrival : inputs.arrivals()) {
      arrival.frames().forEach(frame -> given.add(frame.image().pixels().address()));
    }
    boolean several = inputs.arrivals().stream().anyMatch(a -> a.frames().size() > 1);
    return new OutputCheck(
        step, promises ? Optional.of(size) : Optional.empty(), several, given, work);
  }

  /**
   * @param outputs as the component gave them
   */
  Outputs checked(@Nullable Outputs outputs) throws ComponentException {
    if (outputs == null) {
      throw new ComponentException("the component gave nothing (expected: its outputs)");
    }
    List<Port> ports = step.component().outputs();
    List<String> names = ports.stream().map(Port::name).toList();
    for (String name : outputs.frames().keySet()) {
      if (!names.contains(name)) {
        throw new ComponentException("unknown output " + name + " (expected: " + names + ")");
      }
    }
    Map<String, List<Frame>> known = new HashMap<>();
    for (Port port : ports) {
      List<Frame> frames = outputs.at(port.name());
      checkCount(port, frames.size());
      for (Frame frame : frames) {
        check(port, frame);
      }
      known.put(port.name(), frames.stream().map(work::signed).toList());
    }
    return new Outputs(known, outputs.reasons());
  }

  /** One that takes all frames at once may give as many as came, see {@link PlannedStep#many}. */
  private void checkCount(Port port, int frames) throws ComponentException {
    if (frames == 0 && !port.optional()) {
      throw new ComponentException("nothing came out of " + port.name() + " (expected: a frame)");
    }
    int most = several || port.many() ? Port.MOST_FRAMES : 1;
    if (frames > most) {
      throw new ComponentException(
          port.name() + ": " + frames + " frames (expected: at most " + most + ")");
    }
  }

  private void check(Port port, Frame frame) throws ComponentException {
    Raster image = frame.image();
    if (!image.pixels().scope().isAlive()
        || !(given.contains(image.pixels().address()) || work.allocated(image))) {
      throw new ComponentException(
          port.name() + ": an image in foreign memory (expected: in what the run gave)");
    }
    if (image.format() != PixelFormat.BGR24) {
      throw new ComponentException(port.name() + ": " + image.format() + " (expected: BGR24)");
    }
    boolean isDefault = port.equals(step.component().outputs().getFirst());
    if (isDefault && promised.filter(size -> !size.equals(frame.size())).isPresent()) {
      throw new ComponentException(
          "%s: %dx%d px (expected: %dx%d, as it said before)"
              .formatted(
                  port.name(),
                  image.width(),
                  image.height(),
                  promised.orElseThrow().width(),
                  promised.orElseThrow().height()));
    }
  }
}
