package com.imageflowcanvas.engine;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Annotation;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the last steps of a run have come to. */
final class Gathering {
  private static final int MOST_REASONS = 3;

  /** By the position of the step, so that its author's order counts. */
  private final SortedMap<Integer, List<Annotations>> said = new TreeMap<>();

  private final Set<String> reasons = new LinkedHashSet<>();

  /** A result of a step, with what is said of it. */
  void add(int position, Annotations annotations) {
    said.computeIfAbsent(position, key -> new ArrayList<>()).add(annotations);
  }

  /** A place for results stayed empty. */
  void nothing(String reason) {
    reasons.add(reason);
  }

  RunResult result() {
    if (said.isEmpty()) {
      String why = String.join("; ", reasons.stream().limit(MOST_REASONS).toList());
      return new RunResult.Failed(ErrorCode.NO_RESULT, "no result: " + why);
    }
    Annotations all = Annotations.NONE.plus(eachOnce());
    List<Detection> byConfidence = new ArrayList<>(all.detections());
    byConfidence.sort(Comparator.comparingDouble(Detection::confidence).reversed());
    return new RunResult.Completed(
        new Annotations(byConfidence, all.masks(), all.texts(), all.verdicts()));
  }

  /** Of those that say the same, the first. */
  private List<Annotation> eachOnce() {
    Map<Annotation, Annotation> once = new LinkedHashMap<>();
    said.values().stream()
        .flatMap(List::stream)
        .flatMap(Annotations::all)
        .forEach(one -> once.putIfAbsent(one.from(Origin.UNKNOWN), one));
    return List.copyOf(once.values());
  }
}
