package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Annotations;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What can come out of the outputs of a pipeline's steps, worked out from the first to the last:
 * what may have been said about a frame, and whether several may come.
 */
final class PortFlow {
  private final Map<Source, Set<Annotations.Kind>> said = new HashMap<>();
  private final Set<Source> several = new HashSet<>();

  /** Whether one of these may bring several frames. */
  boolean isMany(List<Source> inputs) {
    return inputs.stream().anyMatch(several::contains);
  }

  /** Checks that a step gets what it needs, and goes on to its outputs. */
  <P extends Record> void pass(PlannedStep<P> step, PlanProblems problems) {
    ComponentDescriptor<P> component = step.component();
    Set<Annotations.Kind> arriving = EnumSet.noneOf(Annotations.Kind.class);
    Map<Port, Set<Annotations.Kind>> byPort = new HashMap<>();
    for (int i = 0; i < step.inputs().size(); i++) {
      Set<Annotations.Kind> kinds = said.getOrDefault(step.inputs().get(i), Set.of());
      arriving.addAll(kinds);
      byPort
          .computeIfAbsent(component.input(i), port -> EnumSet.noneOf(Annotations.Kind.class))
          .addAll(kinds);
    }
    Set<Annotations.Kind> missing = EnumSet.noneOf(Annotations.Kind.class);
    byPort.forEach(
        (port, kinds) -> {
          Set<Annotations.Kind> lacking = needs(step, port);
          lacking.removeAll(kinds);
          missing.addAll(lacking);
        });
    missing.forEach(kind -> problems.add(problem(step, kind)));
    for (Port port : component.outputs()) {
      Source output = new Source.Output(step.position(), port.name());
      Set<Annotations.Kind> leaving = EnumSet.copyOf(arriving);
      leaving.addAll(List.of(port.gives()));
      said.put(output, leaving);
      if (step.mostFrames(port) > 1) {
        several.add(output);
      }
    }
  }

  private static <P extends Record> Set<Annotations.Kind> needs(PlannedStep<P> step, Port port) {
    Set<Annotations.Kind> needs = new HashSet<>(List.of(port.needs()));
    if (port.equals(step.component().inputs().getFirst())) {
      needs.addAll(step.component().component().needs(step.params()));
    }
    return needs;
  }

  private static PlanProblem problem(PlannedStep<?> step, Annotations.Kind kind) {
    String example = kind == Annotations.Kind.DETECTIONS ? ", for example ai_detection" : "";
    return PlanProblem.invalid(
        "/components/" + step.position() + "/dependencies",
        "%s: no %s arrive (expected: a step before it that gives them%s)"
            .formatted(step.component().type(), kind.name().toLowerCase(Locale.ROOT), example));
  }
}
