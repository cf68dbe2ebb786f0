package com.imageflowcanvas.component;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses ports that no pipeline could use. */
final class PortCheck {
  private PortCheck() {}

  /**
   * @throws IllegalArgumentException naming the component and the port
   */
  static void check(ComponentInfo info) {
    List<Port> inputs = List.of(info.inputs());
    List<Port> outputs = List.of(info.outputs());
    checkNames(info.id(), "input", inputs);
    checkNames(info.id(), "output", outputs);
    for (int i = 0; i < inputs.size(); i++) {
      Port port = inputs.get(i);
      require(port.gives().length == 0, info.id(), "input " + port.name() + " gives something");
      require(
          port.optional() || inputs.subList(0, i).stream().noneMatch(Port::optional),
          info.id(),
          "input " + port.name() + " must be connected, but comes after one that need not");
    }
    for (Port port : outputs) {
      require(port.needs().length == 0, info.id(), "output " + port.name() + " needs something");
    }
  }

  private static void checkNames(String component, String what, List<Port> ports) {
    require(!ports.isEmpty(), component, "no " + what);
    Set<String> names = new HashSet<>();
    for (Port port : ports) {
      require(
          port.name().matches("[a-z][a-z0-9_]*"),
          component,
          what + " \"" + port.name() + "\" (expected: lower case letters, digits, '_')");
      require(names.add(port.name()), component, what + " " + port.name() + " is there twice");
    }
  }

  private static void require(boolean good, String component, String otherwise) {
    if (!good) {
      throw new IllegalArgumentException("component " + component + ": " + otherwise);
    }
  }
}
