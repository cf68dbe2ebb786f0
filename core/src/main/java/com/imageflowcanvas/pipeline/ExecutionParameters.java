package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.image.ImageFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says which step an execution's parameters reach. Most specific first, in whatever order they
 * come: an object under the id of a step or component; a key with the prefix of a component type,
 * longest prefix first; a key that the steps of exactly one type declare; {@code output_format} and
 * {@code output_quality}. One parameter given twice, equally specific, is refused.
 */
final class ExecutionParameters {
  /** Short prefixes of the API document, beside every component type itself. */
  private static final Map<String, String> SHORT_PREFIXES = Map.of("ai_", "ai_detection");

  private final List<Step> steps;
  private final List<ComponentDescriptor<?>> components;

  /** By position of the step, then by canonical name of the parameter. */
  private final List<Map<String, Given>> given = new ArrayList<>();

  private final Set<FieldError> errors = new LinkedHashSet<>();
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
    parameters.forEach(resolved::read);
    return resolved;
  }

  List<FieldError> errors() {
    return List.copyOf(errors);
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

  private void read(String key, Object value) {
    boolean known =
        readSpecific(key, value)
            || readPrefixed(key, value)
            || readPlain(key, value)
            || readOutput(key, value);
    if (!known) {
      String why = names(key).isPresent() ? noObject(key, value) : unknown(key);
      errors.add(new FieldError("/parameters/" + escape(key), why));
    }
  }

  private static String noObject(String key, @Nullable Object value) {
    return key + ": " + shorten(String.valueOf(value)) + " (expected: an object, its parameters)";
  }

  private String unknown(String key) {
    List<String> types = typesThatDeclare(key);
    return types.isEmpty()
        ? "unknown parameter: "
            + shorten(key)
            + " (expected: a component's id with an object, <component_type>_<parameter>, a"
            + " parameter of exactly one component type, output_format or output_quality)"
        : "ambiguous parameter: "
            + key
            + " (expected: "
            + types.stream().map(type -> type + "_" + key).collect(Collectors.joining(", "))
            + ")";
  }

  private boolean readSpecific(String key, Object value) {
    if (!(value instanceof Map<?, ?> values)) {
      return false;
    }
    Optional<Integer> position = names(key);
    position.ifPresent(
        at ->
            values.forEach(
                (name, member) ->
                    give(
                        at,
                        canonical(at, name.toString()),
                        new Given(
                            member,
                            Integer.MAX_VALUE,
                            "/parameters/" + escape(key) + "/" + escape(name.toString())))));
    return position.isPresent();
  }

  /** Position of the step whose id or component's id this is. */
  private Optional<Integer> names(String key) {
    return IntStream.range(0, steps.size())
        .filter(
            i ->
                key.equals(steps.get(i).id())
                    || key.equals(StepId.of(components.get(i).type(), i).value()))
        .boxed()
        .findFirst();
  }

  private boolean readPrefixed(String key, Object value) {
    return prefixes().stream()
        .filter(prefix -> key.startsWith(prefix.text()))
        .anyMatch(
            prefix ->
                giveAll(
                    prefix.type(),
                    key.substring(prefix.text().length()),
                    new Given(value, prefix.text().length(), "/parameters/" + escape(key))));
  }

  private boolean readPlain(String key, Object value) {
    List<String> types = typesThatDeclare(key);
    return types.size() == 1
        && giveAll(types.getFirst(), key, new Given(value, 0, "/parameters/" + escape(key)));
  }

  private List<String> typesThatDeclare(String key) {
    return components.stream()
        .filter(component -> component.schema().find(key).isPresent())
        .map(component -> component.type().value())
        .distinct()
        .toList();
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

  /** Gives the value to every step of the type; false when there is none that declares it. */
  private boolean giveAll(String type, String key, Given value) {
    boolean found = false;
    for (int i = 0; i < components.size(); i++) {
      ComponentDescriptor<?> component = components.get(i);
      Optional<Parameter> parameter = component.schema().find(key);
      if (component.type().value().equals(type) && parameter.isPresent()) {
        give(i, parameter.get().name(), value);
        found = true;
      }
    }
    return found;
  }

  private void give(int position, String name, Given value) {
    Given other = given.get(position).get(name);
    if (other != null && other.strength() == value.strength()) {
      errors.add(
          new FieldError(
              value.pointer(), name + ": given twice (the same as " + other.pointer() + ")"));
    }
    if (other == null || other.strength() < value.strength()) {
      given.get(position).put(name, value);
    }
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

  /**
   * A value of the execution.
   *
   * @param strength of two for one parameter the greater counts
   * @param pointer to its place in the request
   */
  private record Given(@Nullable Object value, int strength, String pointer) {}
}
