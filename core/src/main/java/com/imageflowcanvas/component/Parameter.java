package com.imageflowcanvas.component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One parameter of a component, as its schema tells it.
 *
 * @param name snake case
 * @param aliases other names that are read
 * @param choices allowed texts of a {@link Kind#CHOICE}; empty otherwise
 * @param unit empty where it has none
 * @param min {@code -Infinity} where there is no bound
 * @param max {@code +Infinity} where there is no bound
 * @param format see {@link Param#format()}
 */
public record Parameter(
    String name,
    List<String> aliases,
    Kind kind,
    L10n title,
    L10n text,
    Object defaultValue,
    String unit,
    double min,
    double max,
    List<String> choices,
    String format) {

  /** The types a parameter can have. */
  public enum Kind {
    INTEGER("integer"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    TEXT("string"),
    CHOICE("string"),
    TEXTS("array");

    private final String jsonType;

    Kind(String jsonType) {
      this.jsonType = jsonType;
    }

    public String jsonType() {
      return jsonType;
    }
  }

  public boolean answersTo(String key) {
    return name.equals(key) || aliases.contains(key);
  }

  /** JSON Schema (2020-12) of this parameter, with {@code x-} members for what it lacks. */
  public Map<String, Object> toJsonSchema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", kind.jsonType());
    schema.put("title", title.en());
    schema.put("x-title-ja", title.ja());
    if (!text.en().isEmpty()) {
      schema.put("description", text.en());
      schema.put("x-description-ja", text.ja());
    }
    schema.put("default", defaultValue);
    if (Double.isFinite(min)) {
      schema.put("minimum", bound(min));
    }
    if (Double.isFinite(max)) {
      schema.put("maximum", bound(max));
    }
    if (!choices.isEmpty()) {
      schema.put("enum", choices);
    }
    if (kind == Kind.TEXTS) {
      schema.put("items", Map.of("type", "string", "maxLength", 200));
      schema.put("maxItems", 1000);
    }
    if (!unit.isEmpty()) {
      schema.put("x-unit", unit);
    }
    if (!format.isEmpty()) {
      schema.put("format", format);
    }
    if (!aliases.isEmpty()) {
      schema.put("x-aliases", aliases);
    }
    return schema;
  }

  private Number bound(double value) {
    return kind == Kind.INTEGER ? (Number) (long) value : (Number) value;
  }
}
