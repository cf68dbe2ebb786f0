package com.imageflowcanvas.component;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** All components that pipelines can name. Immutable. */
public final class ComponentCatalog {
  private final Map<ComponentType, ComponentDescriptor<?>> byType;

  private ComponentCatalog(Map<ComponentType, ComponentDescriptor<?>> byType) {
    this.byType = Collections.unmodifiableMap(byType);
  }

  /** The components that the class loader's service files name, in their order. */
  public static ComponentCatalog load(ClassLoader loader) {
    return of(
        ServiceLoader.load(Component.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .<Component<?>>map(component -> component)
            .toList());
  }

  /**
   * @throws IllegalArgumentException when two components have one id
   */
  public static ComponentCatalog of(Collection<? extends Component<?>> components) {
    return new ComponentCatalog(
        components.stream()
            .<ComponentDescriptor<?>>map(ComponentDescriptor::of)
            .collect(
                Collectors.toMap(
                    ComponentDescriptor::type,
                    descriptor -> descriptor,
                    (one, two) -> {
                      throw new IllegalArgumentException("component id used twice: " + one.type());
                    },
                    LinkedHashMap::new)));
  }

  public Optional<ComponentDescriptor<?>> find(ComponentType type) {
    return Optional.ofNullable(byType.get(type));
  }

  public Collection<ComponentDescriptor<?>> all() {
    return byType.values();
  }
}
