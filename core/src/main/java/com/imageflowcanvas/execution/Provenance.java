package com.imageflowcanvas.execution;

import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.StepId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a result carries, so that it can be explained and made again. */
final class Provenance {
  private Provenance() {}

  /**
   * JSON values by name.
   *
   * @param models that were asked on the way to it
   */
  static Map<String, Object> of(
      Assignment assignment,
      AssignedItem item,
      PipelinePlan plan,
      StepId step,
      List<ModelInfo> models) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("pipeline_id", plan.pipeline().value());
    told.put("pipeline_version", plan.version());
    told.put("step_id", step.value());
    told.put("parameters", assignment.parameters());
    told.put("models", models.stream().map(Provenance::of).toList());
    told.put("input_file_id", item.input().value());
    told.put("input_sha256", item.sha256());
    return told;
  }

  private static Map<String, String> of(ModelInfo model) {
    return Map.of("name", model.name().value(), "sha256", model.sha256());
  }
}
