package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.error.Shown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The edges of a pipeline, checked; and an order of its steps along them. */
final class StepGraph {
  /** More than any component takes; of a list that is longer nothing else is told. */
  private static final int MAX_DEPENDENCIES = 100;

  private final List<List<Source>> inputs;
  private final boolean[] consumed;
  private final List<Integer> order;

  private StepGraph(List<List<Source>> inputs, List<Integer> order) {
    this.inputs = inputs;
    this.order = order;
    this.consumed = new boolean[inputs.size()];
    inputs.stream().flatMap(List::stream).forEach(this::markConsumed);
  }

  /**
   * Reads the dependencies. All lists empty with more than one step means the order of the list;
   * otherwise an empty list means the submitted image.
   */
  static StepGraph of(
      List<Step> steps, List<ComponentDescriptor<?>> components, List<PlanProblem> problems) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      positions.put(steps.get(i).id(), i);
    }
    boolean chained = steps.stream().allMatch(step -> step.dependencies().isEmpty());
    List<List<Source>> inputs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      inputs.add(
          chained
              ? List.of(i == 0 ? new Source.Submitted() : firstOutput(components, i - 1))
              : sources(steps.get(i), i, positions, components, problems));
      checkCount(i, inputs.get(i).size(), components.get(i), problems);
    }
    List<Integer> order = order(inputs);
    if (order.size() < steps.size()) {
      problems.add(cycle(steps, order));
    }
    return new StepGraph(inputs, order);
  }

  List<Source> inputs(int position) {
    return inputs.get(position);
  }

  boolean isSink(int position) {
    return !consumed[position];
  }

  List<Integer> order() {
    return Collections.unmodifiableList(order);
  }

  private void markConsumed(Source source) {
    if (source instanceof Source.Output output) {
      consumed[output.step()] = true;
    }
  }

  private static Source firstOutput(List<ComponentDescriptor<?>> components, int step) {
    return new Source.Output(step, components.get(step).outputs().getFirst().name());
  }

  private static List<Source> sources(
      Step step,
      int position,
      Map<String, Integer> positions,
      List<ComponentDescriptor<?>> components,
      List<PlanProblem> problems) {
    if (step.dependencies().isEmpty()) {
      return List.of(new Source.Submitted());
    }
    List<Source> sources = new ArrayList<>();
    int count = step.dependencies().size();
    if (count > MAX_DEPENDENCIES) {
      String expected = " (expected: at most " + MAX_DEPENDENCIES + ")";
      problems.add(
          PlanProblem.invalid(
              "/components/" + position + "/dependencies", "dependencies: " + count + expected));
      return sources;
    }
    for (int k = 0; k < count; k++) {
      String pointer = "/components/" + position + "/dependencies/" + k;
      source(step.dependencies().get(k), pointer, positions, components, problems)
          .ifPresent(sources::add);
    }
    return sources;
  }

  private static Optional<Source> source(
      String dependency,
      String pointer,
      Map<String, Integer> positions,
      List<ComponentDescriptor<?>> components,
      List<PlanProblem> problems) {
    if (dependency.equals(Step.INPUT)) {
      return Optional.of(new Source.Submitted());
    }
    int colon = dependency.indexOf(':');
    Integer step = positions.get(colon < 0 ? dependency : dependency.substring(0, colon));
    if (step == null) {
      problems.add(
          PlanProblem.invalid(
              pointer,
              "unknown dependency: "
                  + Shown.text(dependency)
                  + " (expected: the id of a component, or $input)"));
      return Optional.empty();
    }
    List<String> ports = components.get(step).outputs().stream().map(Port::name).toList();
    String port = colon < 0 ? ports.getFirst() : dependency.substring(colon + 1);
    if (!ports.contains(port)) {
      problems.add(
          PlanProblem.invalid(
              pointer,
              "unknown output in " + Shown.text(dependency) + " (expected: " + ports + ")"));
      return Optional.empty();
    }
    return Optional.of(new Source.Output(step, port));
  }

  private static void checkCount(
      int position, int count, ComponentDescriptor<?> component, List<PlanProblem> problems) {
    int min = component.minInputs();
    int max = component.maxInputs();
    if (count > max || (count < min && count > 0)) {
      problems.add(
          PlanProblem.invalid(
              "/components/" + position + "/dependencies",
              component.type() + ": " + count + " inputs (expected: " + min + ".." + max + ")"));
    }
  }

  /**
   * Kahn's algorithm, deep before wide: a branch is followed to its end before the next is begun,
   * so that few images are held at once. Steps on a cycle are missing from the answer.
   */
  private static List<Integer> order(List<List<Source>> inputs) {
    int[] waiting = new int[inputs.size()];
    Map<Integer, List<Integer>> followers = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      for (Source source : inputs.get(i)) {
        if (source instanceof Source.Output output) {
          waiting[i]++;
          followers.computeIfAbsent(output.step(), key -> new ArrayList<>()).add(i);
        }
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = waiting.length - 1; i >= 0; i--) {
      if (waiting[i] == 0) {
        ready.push(i);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.pop();
      order.add(next);
      for (int follower : followers.getOrDefault(next, List.of()).reversed()) {
        if (--waiting[follower] == 0) {
          ready.push(follower);
        }
      }
    }
    return order;
  }

  private static PlanProblem cycle(List<Step> steps, List<Integer> order) {
    List<String> stuck = new ArrayList<>();
    int first = -1;
    for (int i = 0; i < steps.size(); i++) {
      if (!order.contains(i)) {
        stuck.add(steps.get(i).id());
        first = first < 0 ? i : first;
      }
    }
    return PlanProblem.invalid(
        "/components/" + first + "/dependencies",
        "cycle among " + String.join(", ", stuck) + " (expected: no component waits for itself)");
  }
}
