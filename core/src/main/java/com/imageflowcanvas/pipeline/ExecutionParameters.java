package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.FieldErrors;
import com.imageflowcanvas.error.Shown;
import com.imageflowcanvas.image.ImageFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which step an execution's parameters reach. Most specific first, in whatever order they
 * come: an object under the id of a step or component; a key with the prefix of a component type,
 * longest prefix first; a key that the steps of exactly one type declare; {@code output_format} and
 * {@code output_quality}. One parameter given twice, equally specific, is refused.
 */
final class ExecutionParameters {
  private final List<Step> steps;
  private final List<ComponentDescriptor<?>> components;

  /** By position of the step, then by canonical name of the parameter. */
  private final List<Map<String, Given>> given = new ArrayList<>();

  private final FieldErrors errors = new FieldErrors();
  private OutputOptions output = OutputOptions.DEFAULT;

  private ExecutionParameters(List<Step> steps, List<ComponentDescriptor<?>> components) {
    this.steps = steps;
    this.components = components;
    for (int i = 0; i < steps.size(); i++) {
      given.add(new LinkedHashMap<>());
    }
  }

  static ExecutionParameters resolve(
      Map<String, Object> parameters, List<Step> steps, List<ComponentDescriptor<?>> components) {
    ExecutionParameters resolved = new ExecutionParameters(steps, components);
    if (!parameters.isEmpty()) {
      ParameterKeys keys = new ParameterKeys(steps, components);
      parameters.forEach((key, value) -> resolved.read(key, value, keys));
    }
    return resolved;
  }

  FieldErrors errors() {
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
    given.get(position).forEach((name, value) -> values.put(name, value.value()));
    return values;
  }

  /** Where the client wrote what {@link #valuesOf} tells under this name. */
  String pointerTo(int position, String name) {
    Given value = given.get(position).get(name);
    return value == null
        ? "/components/" + position + "/parameters/" + escape(name)
        : value.pointer();
  }

  private void read(String key, Object value, ParameterKeys keys) {
    Optional<Integer> named = keys.position(key);
    if (named.isPresent() && value instanceof Map<?, ?> values) {
      readSpecific(key, named.get(), values);
      return;
    }
    Optional<ParameterKeys.Target> target = keys.prefixed(key).or(() -> keys.plain(key));
    if (target.isPresent()) {
      Given given = new Given(value, target.get().strength(), "/parameters", key);
      giveAll(target.get(), given);
    } else if (!readOutput(key, value)) {
      errors.add(
          () ->
              new FieldError(
                  "/parameters/" + escape(key),
                  named.isPresent() ? noObject(key, value) : unknown(key, keys)));
    }
  }

  private static String noObject(String key, @Nullable Object value) {
    return key + ": " + Shown.value(value) + " (expected: an object, its parameters)";
  }

  private static String unknown(String key, ParameterKeys keys) {
    List<String> types = keys.typesThatDeclare(key);
    return types.isEmpty()
        ? "unknown parameter: "
            + Shown.text(key)
            + " (expected: a component's id with an object, <component_type>_<parameter>, a"
            + " parameter of exactly one component type, output_format or output_quality)"
        : "ambiguous parameter: "
            + key
            + " (expected: "
            + types.stream().map(type -> type + "_" + key).collect(Collectors.joining(", "))
            + ")";
  }

  private void readSpecific(String key, int position, Map<?, ?> values) {
    String place = "/parameters/" + escape(key);
    values.forEach(
        (name, value) ->
            give(
                    position,
                    canonical(position, name.toString()),
                    new Given(value, Integer.MAX_VALUE, place, name.toString()))
                .ifPresent(errors::add));
  }

  private boolean readOutput(String key, Object value) {
    switch (key) {
      case "output_format" ->
          ImageFormat.ofOutputName(Shown.value(value))
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
    String text = Shown.value(value);
    return text.matches("[1-9][0-9]?|100") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private void wrong(String key, Object value, String expected) {
    errors.add(
        new FieldError(
            "/parameters/" + key,
            key + ": " + Shown.value(value) + " (expected: " + expected + ")"));
  }

  /** A value that clashes does so at each of the steps, and is told once. */
  private void giveAll(ParameterKeys.Target target, Given value) {
    Optional<FieldError> clash = Optional.empty();
    for (int position : target.positions()) {
      clash = give(position, target.name(), value);
    }
    clash.ifPresent(errors::add);
  }

  /** What is wrong with it, if it was given before. */
  private Optional<FieldError> give(int position, String name, Given value) {
    Given other = given.get(position).get(name);
    if (other == null || other.strength() < value.strength()) {
      given.get(position).put(name, value);
    }
    return other != null && other.strength() == value.strength()
        ? Optional.of(
            new FieldError(
                value.pointer(),
                Shown.text(name) + ": given twice (the same as " + other.pointer() + ")"))
        : Optional.empty();
  }

  private String canonical(int position, String key) {
    return components.get(position).schema().find(key).map(Parameter::name).orElse(key);
  }

  private static String escape(String key) {
    return Shown.text(key).replace("~", "~0").replace("/", "~1");
  }

  /**
   * A value of the execution.
   *
   * @param strength of two for one parameter the greater counts
   * @param place pointer to the object that has it
   */
  private record Given(@Nullable Object value, int strength, String place, String key) {
    /** To its place in the request. */
    String pointer() {
      return place + "/" + escape(key);
    }
  }
}
