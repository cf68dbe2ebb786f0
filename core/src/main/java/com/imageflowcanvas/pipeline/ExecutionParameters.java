package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.image.ImageFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which step an execution's parameters reach. Most specific first: an object under the id of a
 * step or component; a key with the prefix of a component type, longest prefix first; a key that
 * the steps of exactly one type declare; {@code output_format} and {@code output_quality}.
 */
final class ExecutionParameters {
  /** Short prefixes of the API document, beside every component type itself. */
  private static final Map<String, String> SHORT_PREFIXES = Map.of("ai_", "ai_detection");

  private final List<Step> steps;
  private final List<ComponentDescriptor<?>> components;
  private final List<Map<String, Object>> plain = new ArrayList<>();
  private final List<Map<String, Object>> prefixed = new ArrayList<>();
  private final List<Map<String, Object>> specific = new ArrayList<>();
  private final List<FieldError> errors = new ArrayList<>();
  private OutputOptions output = OutputOptions.DEFAULT;

  private ExecutionParameters(List<Step> steps, List<ComponentDescriptor<?>> components) {
    this.steps = steps;
    this.components = components;
    for (int i = 0; i < steps.size(); i++) {
      plain.add(new HashMap<>());
      prefixed.add(new HashMap<>());
      specific.add(new HashMap<>());
    }
  }

  static ExecutionParameters resolve(
      Map<String, Object> parameters, List<Step> steps, List<ComponentDescriptor<?>> components) {
    ExecutionParameters resolved = new ExecutionParameters(steps, components);
    parameters.forEach(resolved::read);
    return resolved;
  }

  List<FieldError> errors() {
    return errors;
  }

  OutputOptions output() {
    return output;
  }

  /** The values of a step: its author's, overridden by the execution's; by canonical name. */
  Map<String, Object> valuesOf(int position) {
    Map<String, Object> authors = steps.get(position).parameters();
    Map<String, Long> spellings =
        authors.keySet().stream()
            .collect(Collectors.groupingBy(key -> canonical(position, key), Collectors.counting()));
    Map<String, Object> values = new LinkedHashMap<>();
    authors.forEach(
        (key, value) -> {
          String name = canonical(position, key);
          // one given under two spellings is left as it is, so that binding refuses it
          values.put(spellings.getOrDefault(name, 0L) > 1 ? key : name, value);
        });
    values.putAll(plain.get(position));
    values.putAll(prefixed.get(position));
    values.putAll(specific.get(position));
    return values;
  }

  private void read(String key, Object value) {
    boolean known =
        readSpecific(key, value)
            || readPrefixed(key, value)
            || readPlain(key, value)
            || readOutput(key, value);
    if (!known) {
      errors.add(
          new FieldError(
              "/parameters/" + escape(key),
              "unknown parameter: "
                  + shorten(key)
                  + " (expected: a component's id with an object, <component_type>_<parameter>, a"
                  + " parameter of exactly one component type, output_format or output_quality)"));
    }
  }

  private boolean readSpecific(String key, Object value) {
    if (!(value instanceof Map<?, ?> values)) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      boolean named =
          key.equals(steps.get(i).id())
              || key.equals(StepId.of(components.get(i).type(), i).value());
      if (named) {
        int position = i;
        values.forEach(
            (name, given) ->
                specific.get(position).put(canonical(position, name.toString()), given));
        return true;
      }
    }
    return false;
  }

  private boolean readPrefixed(String key, Object value) {
    return prefixes().stream()
        .filter(prefix -> key.startsWith(prefix.text()))
        .anyMatch(
            prefix -> put(prefixed, prefix.type(), key.substring(prefix.text().length()), value));
  }

  private boolean readPlain(String key, Object value) {
    List<String> types =
        components.stream()
            .filter(component -> component.schema().find(key).isPresent())
            .map(component -> component.type().value())
            .distinct()
            .toList();
    return types.size() == 1 && put(plain, types.getFirst(), key, value);
  }

  private boolean readOutput(String key, Object value) {
    switch (key) {
      case "output_format" ->
          ImageFormat.ofOutputName(String.valueOf(value))
              .ifPresentOrElse(
                  format -> output = new OutputOptions(format, output.quality()),
                  () -> wrong(key, value, "jpeg, png, webp"));
      case "output_quality" ->
          quality(value)
              .ifPresentOrElse(
                  quality -> output = new OutputOptions(output.format(), quality),
                  () -> wrong(key, value, "whole number 1..100"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<Integer> quality(Object value) {
    String text = String.valueOf(value);
    return text.matches("[1-9][0-9]?|100") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private void wrong(String key, Object value, String expected) {
    errors.add(
        new FieldError(
            "/parameters/" + key,
            key + ": " + shorten(String.valueOf(value)) + " (expected: " + expected + ")"));
  }

  /** Puts the value at every step of the type; false when there is none that declares it. */
  private boolean put(List<Map<String, Object>> layer, String type, String key, Object value) {
    boolean found = false;
    for (int i = 0; i < components.size(); i++) {
      ComponentDescriptor<?> component = components.get(i);
      Optional<Parameter> parameter = component.schema().find(key);
      if (component.type().value().equals(type) && parameter.isPresent()) {
        layer.get(i).put(parameter.get().name(), value);
        found = true;
      }
    }
    return found;
  }

  private String canonical(int position, String key) {
    return components.get(position).schema().find(key).map(Parameter::name).orElse(key);
  }

  private List<Prefix> prefixes() {
    Set<Prefix> prefixes = new HashSet<>();
    components.forEach(c -> prefixes.add(new Prefix(c.type().value() + "_", c.type().value())));
    SHORT_PREFIXES.forEach((text, type) -> prefixes.add(new Prefix(text, type)));
    return prefixes.stream()
        .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.text().length()).reversed())
        .toList();
  }

  private static String escape(String key) {
    return shorten(key).replace("~", "~0").replace("/", "~1");
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private record Prefix(String text, String type) {}
}
