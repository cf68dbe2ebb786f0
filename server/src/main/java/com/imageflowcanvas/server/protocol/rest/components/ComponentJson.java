package com.imageflowcanvas.server.protocol.rest.components;

import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.L10n;
import com.imageflowcanvas.component.Port;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** A component that pipelines can name, on the wire. */
@Schema(name = "Component")
record ComponentJson(
    @Schema(description = "the component_type of pipelines", example = "resize") String id,
    @Schema(example = "geometry") String category,
    TextJson title,
    TextJson description,
    @Schema(
            description = "JSON Schema (2020-12) of its parameters",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
        Map<String, Object> parameters,
    InputsJson inputs,
    @Schema(description = "names of its outputs, the default one first", example = "[\"image\"]")
        List<String> outputs,
    @Schema(description = "its inputs in the order of a step's dependencies, and its outputs")
        PortsJson ports,
    @Schema(description = "what it wants the steps before it to have found") List<String> needs,
    @Schema(description = "what it finds", example = "[\"detections\"]") List<String> gives) {

  static ComponentJson of(ComponentDescriptor<?> component) {
    return new ComponentJson(
        component.type().value(),
        component.info().category(),
        TextJson.of(component.title()),
        TextJson.of(component.text()),
        component.schema().toJsonSchema(),
        new InputsJson(component.minInputs(), component.maxInputs()),
        component.outputs().stream().map(Port::name).toList(),
        PortsJson.of(component),
        PortsJson.names(component.needs()),
        PortsJson.names(component.gives()));
  }

  /** A text in both languages. */
  @Schema(name = "LocalizedText")
  record TextJson(String en, String ja) {
    static TextJson of(L10n text) {
      return new TextJson(text.en(), text.ja());
    }
  }

  /** How many inputs a component takes. */
  @Schema(name = "InputCount")
  record InputsJson(int min, int max) {}
}
