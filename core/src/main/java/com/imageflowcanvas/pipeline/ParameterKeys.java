package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the keys of an execution's parameters can mean in one pipeline, made ready once: a client
 * may send thousands of keys, and looking each up among all steps would keep a core busy.
 */
final class ParameterKeys {
  /** Short prefixes of the API document, beside every component type itself. */
  private static final Map<String, String> SHORT_PREFIXES = Map.of("ai_", "ai_detection");

  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, ComponentDescriptor<?>> types = new LinkedHashMap<>();
  private final Map<String, List<Integer>> stepsOfType = new HashMap<>();
  private final Map<String, List<String>> declaring = new HashMap<>();
  private final List<Prefix> prefixes;

  ParameterKeys(List<Step> steps, List<ComponentDescriptor<?>> components) {
    for (int i = 0; i < steps.size(); i++) {
      ComponentDescriptor<?> component = components.get(i);
      String type = component.type().value();
      positions.putIfAbsent(steps.get(i).id(), i);
      positions.putIfAbsent(StepId.of(component.type(), i).value(), i);
      stepsOfType.computeIfAbsent(type, key -> new ArrayList<>()).add(i);
      if (types.put(type, component) == null) {
        component.schema().parameters().forEach(parameter -> declare(type, parameter));
      }
    }
    prefixes =
        Stream.concat(
                types.keySet().stream().map(type -> new Prefix(type + "_", type)),
                SHORT_PREFIXES.entrySet().stream()
                    .filter(prefix -> types.containsKey(prefix.getValue()))
                    .map(prefix -> new Prefix(prefix.getKey(), prefix.getValue())))
            .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.text().length()).reversed())
            .toList();
  }

  private void declare(String type, Parameter parameter) {
    Stream.concat(Stream.of(parameter.name()), parameter.aliases().stream())
        .distinct()
        .forEach(key -> declaring.computeIfAbsent(key, made -> new ArrayList<>()).add(type));
  }

  /** Position of the step whose id or component's id this is. */
  Optional<Integer> position(String key) {
    return Optional.ofNullable(positions.get(key));
  }

  /** The parameter of the type with the longest prefix that the key has. */
  Optional<Target> prefixed(String key) {
    for (Prefix prefix : prefixes) {
      if (key.startsWith(prefix.text())) {
        int length = prefix.text().length();
        Optional<Target> target = target(prefix.type(), key.substring(length), length);
        if (target.isPresent()) {
          return target;
        }
      }
    }
    return Optional.empty();
  }

  /** The parameter of the only type that declares the key. */
  Optional<Target> plain(String key) {
    List<String> types = typesThatDeclare(key);
    return types.size() == 1 ? target(types.getFirst(), key, 0) : Optional.empty();
  }

  List<String> typesThatDeclare(String key) {
    return declaring.getOrDefault(key, List.of());
  }

  private Optional<Target> target(String type, String key, int strength) {
    return Optional.ofNullable(types.get(type))
        .flatMap(component -> component.schema().find(key))
        .map(
            parameter ->
                new Target(stepsOfType.getOrDefault(type, List.of()), parameter.name(), strength));
  }

  private record Prefix(String text, String type) {}

  /**
   * What a key reaches.
   *
   * @param positions of steps
   * @param name of the parameter
   * @param strength length of the prefix
   */
  record Target(List<Integer> positions, String name, int strength) {}
}
