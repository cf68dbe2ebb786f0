package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Annotations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives every result that can come out of a plan a place of its own. The first of the last steps
 * has one more, for the document of what was found, where any step finds something.
 */
record ResultPlaces(List<PlannedResult> results, Optional<PlannedResult> document) {

  static ResultPlaces of(List<PlannedStep<?>> steps) {
    List<PlannedResult> results = new ArrayList<>();
    Optional<PlannedResult> document = Optional.empty();
    boolean documented = steps.stream().noneMatch(ResultPlaces::findsSomething);
    for (PlannedStep<?> step : sinksInAuthorsOrder(steps)) {
      int slots = step.component().outputs().stream().mapToInt(step::mostFrames).sum();
      int perImage = documented ? slots : slots + 1;
      int slot = 0;
      for (Port port : step.component().outputs()) {
        int most = step.mostFrames(port);
        results.add(new PlannedResult(step, port.name(), slot, most, perImage));
        slot += most;
      }
      if (!documented) {
        document = Optional.of(new PlannedResult(step, PlannedResult.DOCUMENT, slots, 1, perImage));
        documented = true;
      }
    }
    return new ResultPlaces(results, document);
  }

  private static List<PlannedStep<?>> sinksInAuthorsOrder(List<PlannedStep<?>> steps) {
    return steps.stream()
        .<PlannedStep<?>>map(step -> step)
        .filter(PlannedStep::sink)
        .sorted(Comparator.comparingInt(PlannedStep::position))
        .toList();
  }

  private static boolean findsSomething(PlannedStep<?> step) {
    return step.component().gives().contains(Annotations.Kind.DETECTIONS);
  }
}
