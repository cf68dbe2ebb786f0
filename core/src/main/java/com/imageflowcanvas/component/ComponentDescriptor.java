package com.imageflowcanvas.component;

import java.util.Arrays;
import java.util.List;

/**
 * A component with everything that follows from its class.
 *
 * @param <P> its parameters
 */
public record ComponentDescriptor<P extends Record>(
    ComponentType type, ComponentInfo info, ParameterSchema<P> schema, Component<P> component) {

  /**
   * @throws IllegalArgumentException when the class lacks {@link ComponentInfo} or {@code Params}
   */
  @SuppressWarnings("unchecked") // the nested Params record is the component's P by convention
  static <P extends Record> ComponentDescriptor<P> of(Component<P> component) {
    Class<?> type = component.getClass();
    ComponentInfo info = type.getAnnotation(ComponentInfo.class);
    if (info == null) {
      throw new IllegalArgumentException(type.getName() + " has no @ComponentInfo");
    }
    Class<?> params =
        Arrays.stream(type.getDeclaredClasses())
            .filter(nested -> nested.isRecord() && nested.getSimpleName().equals("Params"))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(type.getName() + " has no record Params"));
    return new ComponentDescriptor<>(
        new ComponentType(info.id()),
        info,
        ParameterSchema.of((Class<P>) params.asSubclass(Record.class)),
        component);
  }

  public L10n title() {
    return new L10n(info.title(), info.titleJa());
  }

  public L10n text() {
    return new L10n(info.text(), info.textJa());
  }

  public List<String> outputs() {
    return List.of(info.outputs());
  }

  public boolean givesDetections() {
    return List.of(info.gives()).contains(ComponentInfo.Annotation.DETECTIONS);
  }

  public boolean needsDetections() {
    return List.of(info.needs()).contains(ComponentInfo.Annotation.DETECTIONS);
  }
}
