package com.imageflowcanvas.server.protocol.rest.pipelines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.Step;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline, on the wire. */
@Schema(name = "Pipeline")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PipelineJson(
    @Schema(format = "uuid") String id,
    @Schema(description = "unique short name", example = "blur-faces") String slug,
    String name,
    String description,
    List<StepJson> components,
    @Schema(description = "from 1; every change makes a new one") int version,
    Instant createdAt,
    Instant updatedAt,
    @Schema(description = "id of the user") String createdBy) {

  static PipelineJson of(Pipeline pipeline) {
    return new PipelineJson(
        pipeline.id().value(),
        pipeline.slug(),
        pipeline.name(),
        pipeline.description(),
        pipeline.components().stream().map(StepJson::of).toList(),
        pipeline.version(),
        pipeline.createdAt(),
        pipeline.updatedAt(),
        pipeline.createdBy().value());
  }

  /** One component of a pipeline, on the wire. */
  @Schema(name = "PipelineComponent")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepJson(
      @Schema(description = "unique in the pipeline", example = "resize1") String id,
      @Schema(description = "for people", example = "Make it small") String name,
      @Schema(example = "resize") String componentType,
      @Schema(
              description = "see GET /v1/components/{component_type}",
              example = "{\"width\": 800}",
              additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
          Map<String, Object> parameters,
      @Schema(
              description =
                  "where its inputs come from, in their order: $input, <id> or <id>:<port>",
              example = "[\"$input\"]")
          List<String> dependencies,
      @Nullable PositionJson position) {

    static StepJson of(Step step) {
      return new StepJson(
          step.id(),
          step.name(),
          step.componentType(),
          step.parameters(),
          step.dependencies(),
          step.position().map(p -> new PositionJson(p.x(), p.y())).orElse(null));
    }
  }

  /** A place on the canvas, on the wire. */
  @Schema(name = "Position", description = "where the canvas shows it")
  record PositionJson(double x, double y) {}
}
