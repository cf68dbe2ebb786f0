package com.imageflowcanvas.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Collects times by name and prints their medians. Not thread-safe. */
final class Timings {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, Series> byName = new LinkedHashMap<>();
  private boolean recording = true;

  void recording(boolean on) {
    recording = on;
  }

  /** Runs the work and adds its wall and CPU time on this thread. */
  void time(String name, Callable<?> work) throws Exception {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    work.call();
    double wall = (System.nanoTime() - start) / 1e6;
    add(name, wall, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
  }

  /**
   * @param cpuMillis NaN where it is not known
   */
  void add(String name, double wallMillis, double cpuMillis) {
    if (recording) {
      Series series = byName.computeIfAbsent(name, key -> new Series());
      series.wall.add(wallMillis);
      series.cpu.add(cpuMillis);
    }
  }

  void print() {
    System.out.println("| | n | median ms | p95 ms | CPU ms |");
    System.out.println("|---|---|---|---|---|");
    byName.forEach(
        (name, series) ->
            System.out.printf(
                "| %s | %d | %.1f | %.1f | %s |%n",
                name,
                series.wall.size(),
                quantile(series.wall, 0.5),
                quantile(series.wall, 0.95),
                series.cpu.getFirst().isNaN() ? "" : "%.1f".formatted(quantile(series.cpu, 0.5))));
  }

  private static double quantile(List<Double> values, double q) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * q)));
  }

  private static final class Series {
    final List<Double> wall = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
  }
}
