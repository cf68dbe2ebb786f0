package com.imageflowcanvas.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints where the CPU time of Java threads went, native code below them included: by group of
 * packages, by place, by our own methods nearest to the work, and by our own methods with all they
 * call. Arguments: a recording with {@code jdk.CPUTimeSample}, the CPU ms of Java threads that one
 * unit of work took, which the shares are multiplied with.
 */
public final class CpuProfile {
  private static final int LINES = 25;
  private static final int PATH = 3;
  private static final double LEAST_SHARE = 0.004;

  private final Map<String, Double> byGroup = new HashMap<>();
  private final Map<String, Double> places = new HashMap<>();
  private final Map<String, Double> nearest = new HashMap<>();
  private final Map<String, Double> inclusive = new HashMap<>();
  private double total;
  private int samples;
  private long lost;

  private CpuProfile() {}

  public static void main(String[] arguments) throws IOException {
    CpuProfile profile = new CpuProfile();
    try (RecordingFile recording = new RecordingFile(Path.of(arguments[0]))) {
      while (recording.hasMoreEvents()) {
        profile.add(recording.readEvent());
      }
    }
    profile.print(Double.parseDouble(arguments[1]));
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.CPUTimeSample" -> sample(event);
      case "jdk.CPUTimeSamplesLost" -> lost += event.getLong("lostSamples");
      default -> {
        // settings of the recording
      }
    }
  }

  private void sample(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (event.getBoolean("failed") || stack == null) {
      lost++;
      return;
    }
    double weight = event.getDuration("samplingPeriod").toNanos();
    total += weight;
    samples++;
    List<RecordedMethod> methods =
        stack.getFrames().stream().map(RecordedFrame::getMethod).toList();
    Optional<RecordedMethod> deciding =
        methods.stream().filter(method -> groupOf(method).isPresent()).findFirst();
    String group = deciding.flatMap(CpuProfile::groupOf).orElse("JDK: pools and virtual threads");
    byGroup.merge(group, weight, Double::sum);
    deciding.ifPresent(method -> places.merge(group + ": " + nameOf(method), weight, Double::sum));
    List<String> ours =
        methods.stream()
            .filter(method -> CodeGroups.isOurs(method.getType().getName()))
            .map(CpuProfile::nameOf)
            .distinct()
            .toList();
    ours.forEach(name -> inclusive.merge(name, weight, Double::sum));
    nearest.merge(pathOf(ours) + " → " + group, weight, Double::sum);
  }

  /** The innermost three classes of ours, the outermost first. */
  private static String pathOf(List<String> ours) {
    Map<String, String> byClass = new LinkedHashMap<>();
    ours.forEach(name -> byClass.putIfAbsent(name.substring(0, name.indexOf('.')), name));
    List<String> innermost = byClass.values().stream().limit(PATH).toList();
    return ours.isEmpty() ? "none of ours" : String.join(" > ", innermost.reversed());
  }

  private static Optional<String> groupOf(RecordedMethod method) {
    return CodeGroups.of(method.getType().getName());
  }

  private static String nameOf(RecordedMethod method) {
    String type = method.getType().getName();
    // a lambda counts for the method it is written in
    String name = method.getName().replaceAll("^lambda\\$(.+)\\$\\d+$", "$1");
    return type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$\\$.*$", "") + "." + name;
  }

  private void print(double millis) {
    System.out.printf("%n%,d samples, %,d lost or without a stack%n", samples, lost);
    print("group", byGroup, millis, Integer.MAX_VALUE);
    print("group: its innermost method", places, millis, LINES);
    print("our methods nearest to the work → group", nearest, millis, LINES);
    print("our method with all it calls", inclusive, millis, LINES);
  }

  private void print(String head, Map<String, Double> shares, double millis, int lines) {
    System.out.printf("%n| %s | share | CPU ms |%n|---|---|---|%n", head);
    shares.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(lines)
        .filter(entry -> entry.getValue() >= LEAST_SHARE * total)
        .forEach(
            entry -> {
              double share = entry.getValue() / total;
              System.out.printf(
                  "| %s | %.1f %% | %.2f |%n", entry.getKey(), 100 * share, share * millis);
            });
  }
}
