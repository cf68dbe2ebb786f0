package com.imageflowcanvas.server.protocol.rest.models;

import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A model, on the wire. */
@Schema(name = "Model")
record ModelJson(
    @Schema(example = "yolo11n") String name,
    @Schema(description = "other names that stand for it now") List<String> aliases,
    @Schema(description = "head of the model", example = "yolo") String kind,
    @Schema(description = "px of its input; 0 where any size is taken") int inputWidth,
    @Schema(description = "px of its input; 0 where any size is taken") int inputHeight,
    @Schema(description = "names by class id", example = "[\"person\", \"car\"]")
        List<String> classes,
    @Schema(description = "of its file; 0 for a built-in one") long sizeBytes,
    @Schema(description = "of its file, lower-case hex") String sha256,
    String license,
    @Schema(description = "ships with the program and cannot be removed") boolean builtIn) {

  static ModelJson of(ModelInfo model, List<ModelName> aliases) {
    return new ModelJson(
        model.name().value(),
        aliases.stream().map(ModelName::value).toList(),
        model.kind(),
        model.inputWidth(),
        model.inputHeight(),
        model.classes(),
        model.sizeBytes(),
        model.sha256(),
        model.license(),
        model.builtIn());
  }
}
