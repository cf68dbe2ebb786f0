package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Language;
import io.swagger.v3.oas.annotations.media.Schema;

/** How far an execution has come, on the wire. */
@Schema(name = "ExecutionProgress")
record ProgressJson(
    @Schema(
            description = "label for people, in Japanese or by Accept-Language in English",
            example = "完了")
        String currentStep,
    int totalSteps,
    @Schema(description = "steps that have ended well, or were skipped, for all images")
        int completedSteps,
    @Schema(description = "finished steps of all images, 0..100", example = "100.0")
        double percentage) {

  static ProgressJson of(ExecutionSummary execution, ExecutionLabels labels, Language language) {
    return new ProgressJson(
        labels.currentStep(execution, language),
        execution.totalSteps(),
        execution.completedSteps(),
        Math.round(execution.percentage() * 10) / 10.0);
  }
}
