package com.imageflowcanvas.engine;

import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.pipeline.PlannedStep;
import com.imageflowcanvas.pipeline.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The edges of a run that some step has still to read. */
final class Edges {
  private final Map<Source, Integer> readers = new HashMap<>();
  private final Map<Source, Edge> edges = new HashMap<>();

  Edges(List<PlannedStep<?>> steps, Frame submitted) {
    for (PlannedStep<?> step : steps) {
      step.inputs().forEach(source -> readers.merge(source, 1, Integer::sum));
    }
    put(new Source.Submitted(), new Edge(List.of(submitted), ""));
  }

  /** Keeps it where somebody will read it. */
  void put(Source source, Edge edge) {
    if (readers.containsKey(source)) {
      edges.put(source, edge);
    }
  }

  /** An edge of a step that has been worked on or skipped. */
  Edge at(Source source) {
    return Objects.requireNonNull(edges.get(source));
  }

  /** One reader is done with each of these. */
  void forget(List<Source> read) {
    for (Source source : read) {
      if (readers.merge(source, -1, Integer::sum) == 0) {
        readers.remove(source);
        edges.remove(source);
      }
    }
  }

  /** Addresses of all rasters that are still to be read. */
  Set<Long> rasters() {
    Set<Long> addresses = new HashSet<>();
    for (Edge edge : edges.values()) {
      edge.frames().forEach(frame -> addresses.add(frame.image().pixels().address()));
    }
    return addresses;
  }
}
