package com.imageflowcanvas.component;

import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.FieldErrors;
import com.imageflowcanvas.error.Shown;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The parameters of one component: read from its {@code Params} record, told as JSON Schema, and
 * bound from JSON values. Thread-safe.
 *
 * @param <P> the record
 */
public final class ParameterSchema<P extends Record> {
  private final ParameterRecord<P> record;
  private final List<Parameter> parameters;
  private final Map<String, Parameter> byKey = new HashMap<>();

  private ParameterSchema(ParameterRecord<P> record) {
    this.record = record;
    this.parameters = record.parameters();
    for (Parameter parameter : parameters) {
      byKey.putIfAbsent(parameter.name(), parameter);
      parameter.aliases().forEach(alias -> byKey.putIfAbsent(alias, parameter));
    }
  }

  public static <P extends Record> ParameterSchema<P> of(Class<P> type) {
    return new ParameterSchema<>(ParameterRecord.of(type));
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter that answers to this key, by name or alias. */
  public Optional<Parameter> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * Checks values and makes the record.
   *
   * @param values JSON values by key: Number, Boolean, String, List, Map or null
   * @param pointer JSON pointer to the object that holds the values
   */
  public Bound<P> bind(Map<String, ?> values, String pointer) {
    return bind(values, key -> pointer + "/" + escape(key));
  }

  /**
   * The same.
   *
   * @param pointerTo JSON pointer to the value of a key
   */
  public Bound<P> bind(Map<String, ?> values, UnaryOperator<String> pointerTo) {
    FieldErrors errors = new FieldErrors();
    Map<String, Object> bound = new LinkedHashMap<>();
    Map<String, String> seen = new HashMap<>(); // names, and how they were spelled first
    values.forEach(
        (key, value) -> {
          Optional<Parameter> parameter = find(key);
          if (parameter.isEmpty()) {
            errors.add(() -> new FieldError(pointerTo.apply(key), unknown(key)));
            return;
          }
          String place = pointerTo.apply(key);
          String spelled = seen.putIfAbsent(parameter.get().name(), key);
          if (spelled != null) {
            errors.add(new FieldError(place, key + ": given twice (the same as " + spelled + ")"));
          } else {
            ParameterValue.read(parameter.get(), value, place, errors)
                .ifPresent(read -> bound.put(parameter.get().name(), read));
          }
        });
    if (!errors.isEmpty()) {
      return new Bound<>(Optional.empty(), errors);
    }
    parameters.forEach(p -> bound.putIfAbsent(p.name(), p.defaultValue()));
    return new Bound<>(Optional.of(record.create(bound)), errors);
  }

  /** JSON Schema (2020-12) of the parameters object. */
  public Map<String, Object> toJsonSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(parameter -> properties.put(parameter.name(), parameter.toJsonSchema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private String unknown(String key) {
    return "unknown parameter: "
        + Shown.text(key)
        + " (expected: "
        + (parameters.isEmpty()
            ? "none"
            : String.join(", ", parameters.stream().map(Parameter::name).toList()))
        + ")";
  }

  private static String escape(String key) {
    return Shown.text(key).replace("~", "~0").replace("/", "~1");
  }

  /**
   * A record, or what hinders it.
   *
   * @param value present exactly when {@code errors} is empty
   */
  public record Bound<P extends Record>(Optional<P> value, FieldErrors errors) {}
}
