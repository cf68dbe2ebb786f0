package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Annotations;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A component with everything that follows from its class.
 *
 * @param <P> its parameters
 */
public record ComponentDescriptor<P extends Record>(
    ComponentType type, ComponentInfo info, ParameterSchema<P> schema, Component<P> component) {

  /**
   * @throws IllegalArgumentException when the class lacks {@link ComponentInfo} or {@code Params},
   *     or its ports cannot be
   */
  @SuppressWarnings("unchecked") // the nested Params record is the component's P by convention
  static <P extends Record> ComponentDescriptor<P> of(Component<P> component) {
    Class<?> type = component.getClass();
    ComponentInfo info = type.getAnnotation(ComponentInfo.class);
    if (info == null) {
      throw new IllegalArgumentException(type.getName() + " has no @ComponentInfo");
    }
    PortCheck.check(info);
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

  public List<Port> inputs() {
    return List.of(info.inputs());
  }

  /** The first is the default one. */
  public List<Port> outputs() {
    return List.of(info.outputs());
  }

  /** The input that a step's dependency of this index, from 0, is connected to. */
  public Port input(int dependency) {
    return inputs().get(Math.min(dependency, inputs().size() - 1));
  }

  /** Least number of dependencies. */
  public int minInputs() {
    return (int) Math.max(1, inputs().stream().filter(port -> !port.optional()).count());
  }

  /** Greatest number of dependencies. */
  public int maxInputs() {
    return inputs().getLast().many() ? Port.MOST_INPUTS : inputs().size();
  }

  /** What its inputs need, with whatever parameters. */
  public Set<Annotations.Kind> needs() {
    return kinds(inputs().stream().flatMap(port -> Arrays.stream(port.needs())));
  }

  /** What its outputs give. */
  public Set<Annotations.Kind> gives() {
    return kinds(outputs().stream().flatMap(port -> Arrays.stream(port.gives())));
  }

  private static Set<Annotations.Kind> kinds(Stream<Annotations.Kind> kinds) {
    return kinds.collect(Collectors.toUnmodifiableSet());
  }
}
