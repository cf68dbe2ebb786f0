package com.imageflowcanvas.server.protocol.rest.components;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Annotations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What flows into a component and out of it, on the wire. */
@Schema(name = "Ports")
record PortsJson(List<InputJson> inputs, List<OutputJson> outputs) {
  private static final String IMAGE = "image";

  static PortsJson of(ComponentDescriptor<?> component) {
    return new PortsJson(
        component.inputs().stream().map(InputJson::of).toList(),
        component.outputs().stream().map(OutputJson::of).toList());
  }

  /** In the order of the kinds, whatever set they come in. */
  static List<String> names(Collection<Annotations.Kind> kinds) {
    return kinds.stream().sorted().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** One input. */
  @Schema(name = "InputPort")
  record InputJson(
      @Schema(example = "image") String name,
      @Schema(description = "what flows through it", allowableValues = IMAGE) String kind,
      @Schema(
              description = "what the steps before it must have found",
              example = "[\"detections\"]")
          List<String> needs,
      @Schema(
              description =
                  "it takes all images that come at once, and, as the last, all further"
                      + " dependencies; without it the component runs once for each image")
          boolean many,
      @Schema(description = "it may be left open or stay empty") boolean optional) {

    static InputJson of(Port port) {
      return new InputJson(
          port.name(), IMAGE, names(List.of(port.needs())), port.many(), port.optional());
    }
  }

  /** One output. */
  @Schema(name = "OutputPort")
  record OutputJson(
      @Schema(description = "what a dependency <id>:<port> names", example = "image") String name,
      @Schema(description = "what flows through it", allowableValues = IMAGE) String kind,
      @Schema(description = "what it adds", example = "[\"detections\"]") List<String> gives,
      @Schema(description = "it may carry up to 1000 images for one that came in") boolean many,
      @Schema(description = "it may stay empty") boolean optional) {

    static OutputJson of(Port port) {
      return new OutputJson(
          port.name(), IMAGE, names(List.of(port.gives())), port.many(), port.optional());
    }
  }
}
