package com.imageflowcanvas.server.protocol.rest.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.FieldErrors;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.pipeline.PipelineDraft;
import com.imageflowcanvas.pipeline.Step;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as a client wants it to be. What the server makes itself is read over, so that a
 * pipeline can be sent back as it was got; any other unknown member is refused.
 */
@Schema(name = "PipelineRequest")
@JsonIgnoreProperties({"id", "version", "created_at", "updated_at", "created_by"})
record PipelineRequest(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "for people; not blank",
            pattern = "^[\\s\\S]*\\S",
            maxLength = 200,
            example = "Small photos")
        @Nullable String name,
    @Schema(maxLength = 5000) @Nullable String description,
    @Schema(
            description = "made of the name where absent",
            pattern = "[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?",
            example = "small-photos")
        @Nullable String slug,
    @ArraySchema(
            arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED),
            minItems = 1,
            maxItems = MAX_COMPONENTS)
        @Nullable List<@Nullable StepRequest> components) {

  /** What the schema says too; of a longer list nothing else is looked at. */
  private static final int MAX_COMPONENTS = 100;

  /**
   * @throws ProblemException VALIDATION_FAILED naming the missing members
   */
  PipelineDraft toDraft() {
    FieldErrors errors = new FieldErrors();
    String draftName = required(name, "", "name", errors);
    List<Step> steps = new ArrayList<>();
    if (components == null) {
      errors.add(new FieldError("/components", "components: missing (expected: a list)"));
    } else if (components.size() > MAX_COMPONENTS) {
      errors.add(
          new FieldError(
              "/components",
              "components: " + components.size() + " (expected: 1.." + MAX_COMPONENTS + ")"));
    } else {
      for (int i = 0; i < components.size(); i++) {
        steps.add(step(components.get(i), "/components/" + i, errors));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION_FAILED, errors).exception();
    }
    return new PipelineDraft(
        draftName, description == null ? "" : description, Optional.ofNullable(slug), steps);
  }

  private static Step step(@Nullable StepRequest step, String pointer, FieldErrors errors) {
    if (step == null) {
      errors.add(new FieldError(pointer, "component: null (expected: an object)"));
      return new Step("", "", "", Map.of(), List.of(), Optional.empty());
    }
    String id = required(step.id, pointer, "id", errors);
    String type = required(step.componentType, pointer, "component_type", errors);
    List<String> dependencies = new ArrayList<>();
    if (step.dependencies != null) {
      for (int i = 0; i < step.dependencies.size(); i++) {
        String at = pointer + "/dependencies";
        dependencies.add(required(step.dependencies.get(i), at, Integer.toString(i), errors));
      }
    }
    return new Step(
        id,
        step.name == null ? id : name(step.name, pointer, errors),
        type,
        step.parameters == null ? Map.of() : step.parameters,
        dependencies,
        Optional.ofNullable(step.position).map(at -> position(at, pointer, errors)));
  }

  private static String name(String name, String pointer, FieldErrors errors) {
    int characters = name.codePointCount(0, name.length());
    if (characters > 200) {
      errors.add(
          new FieldError(
              pointer + "/name", "name: " + characters + " characters (expected: at most 200)"));
    }
    return name;
  }

  private static Step.Position position(
      PositionRequest position, String pointer, FieldErrors errors) {
    double x = coordinate(position.x, pointer + "/position/x", errors);
    double y = coordinate(position.y, pointer + "/position/y", errors);
    return new Step.Position(x, y);
  }

  private static double coordinate(@Nullable Double value, String pointer, FieldErrors errors) {
    if (value == null || !(Math.abs(value) <= 1e9)) {
      errors.add(new FieldError(pointer, "position: " + value + " (expected: a number -1e9..1e9)"));
      return 0;
    }
    return value;
  }

  private static String required(
      @Nullable String value, String pointer, String member, FieldErrors errors) {
    if (value == null) {
      errors.add(new FieldError(pointer + "/" + member, member + ": missing (expected: a text)"));
      return "";
    }
    return value;
  }

  /** One component as a client wants it to be. */
  @Schema(name = "PipelineComponentRequest")
  record StepRequest(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              description = "unique in the pipeline",
              pattern = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}",
              example = "resize1")
          @Nullable String id,
      @Schema(description = "for people; the id where absent", maxLength = 200)
          @Nullable String name,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              description = "id of a component, see GET /v1/components",
              pattern = "[a-z0-9_]{1,100}",
              example = "resize")
          @Nullable String componentType,
      @Schema(
              description = "see GET /v1/components/{component_type}",
              example = "{\"width\": 800}",
              additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
          @Nullable Map<String, Object> parameters,
      @Schema(
              description =
                  "where its inputs come from, in their order: $input, <id> or <id>:<port>; all"
                      + " lists empty means the order of the components",
              example = "[\"$input\"]")
          @Nullable List<@Nullable String> dependencies,
      @Nullable PositionRequest position) {}

  /** A place on the canvas. */
  @Schema(name = "PositionRequest", description = "where the canvas shows it")
  record PositionRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "-1e9", maximum = "1e9")
          @Nullable Double x,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "-1e9", maximum = "1e9")
          @Nullable Double y) {}
}
