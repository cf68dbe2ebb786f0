package com.imageflowcanvas.component;

import com.imageflowcanvas.component.Parameter.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads a {@code Params} record by reflection and makes instances of it. */
final class ParameterRecord<P extends Record> {
  private final Constructor<P> constructor;
  private final List<RecordComponent> components;
  private final List<Parameter> parameters;

  private ParameterRecord(Constructor<P> constructor, List<RecordComponent> components) {
    this.constructor = constructor;
    this.components = components;
    this.parameters = components.stream().map(ParameterRecord::parameter).toList();
  }

  static <P extends Record> ParameterRecord<P> of(Class<P> type) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    try {
      Constructor<P> constructor =
          type.getDeclaredConstructor(
              components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new ParameterRecord<>(constructor, components);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " has no canonical constructor", e);
    }
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** Makes the record of checked values; every parameter is present, enums as their texts. */
  P create(Map<String, Object> values) {
    Object[] arguments = new Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Object value = Objects.requireNonNull(values.get(parameters.get(i).name()));
      arguments[i] = convert(value, components.get(i).getType());
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("cannot create " + constructor.getDeclaringClass(), e);
    }
  }

  private static Object convert(Object value, Class<?> type) {
    if (type == int.class) {
      return ((Number) value).intValue();
    }
    if (type == double.class) {
      return ((Number) value).doubleValue();
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> text(constant).equals(value))
          .findFirst()
          .orElseThrow();
    }
    return value;
  }

  private static Parameter parameter(RecordComponent component) {
    Param param = component.getAnnotation(Param.class);
    if (param == null) {
      throw new IllegalArgumentException(component + " has no @Param");
    }
    Class<?> type = component.getType();
    Kind kind = kind(type);
    List<String> choices =
        type.isEnum()
            ? Arrays.stream(type.getEnumConstants()).map(ParameterRecord::text).toList()
            : List.of();
    return new Parameter(
        snakeCase(component.getName()),
        List.of(param.aliases()),
        kind,
        new L10n(param.title(), param.titleJa()),
        new L10n(param.text(), param.textJa()),
        defaultValue(kind, param.def()),
        param.unit(),
        param.min(),
        param.max(),
        choices,
        param.format());
  }

  private static Kind kind(Class<?> type) {
    if (type == int.class) {
      return Kind.INTEGER;
    }
    if (type == double.class) {
      return Kind.NUMBER;
    }
    if (type == boolean.class) {
      return Kind.BOOLEAN;
    }
    if (type == String.class) {
      return Kind.TEXT;
    }
    if (type.isEnum()) {
      return Kind.CHOICE;
    }
    if (type == List.class) {
      return Kind.TEXTS;
    }
    throw new IllegalArgumentException(
        "parameter type: "
            + type
            + " (expected: int, double, boolean, String, enum, List<String>)");
  }

  private static Object defaultValue(Kind kind, String text) {
    return switch (kind) {
      case INTEGER -> Integer.parseInt(text);
      case NUMBER -> Double.parseDouble(text);
      case BOOLEAN -> Boolean.parseBoolean(text);
      case TEXT, CHOICE -> text;
      case TEXTS -> text.isEmpty() ? List.of() : List.of(text.split(","));
    };
  }

  private static String text(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
