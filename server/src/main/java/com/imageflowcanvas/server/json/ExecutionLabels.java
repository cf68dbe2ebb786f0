package com.imageflowcanvas.server.json;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.component.L10n;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import java.util.Optional;

/** Says in words where an execution is. Thread-safe. */
public final class ExecutionLabels {
  private static final L10n PENDING = new L10n("Waiting", "待機中");
  private static final L10n COMPLETED = new L10n("Completed", "完了");
  private static final L10n FAILED = new L10n("Failed", "失敗");
  private static final L10n CANCELLED = new L10n("Cancelled", "キャンセル済み");

  private final ComponentCatalog catalog;

  public ExecutionLabels(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  /** The step it is at, by its component's title; a word for the whole when at none. */
  public String currentStep(Execution execution, Language language) {
    return at(execution.state(), execution.currentStep().map(StepProgress::component), language);
  }

  /** The same of a row of a list. */
  public String currentStep(ExecutionSummary execution, Language language) {
    return at(execution.state(), execution.currentStep(), language);
  }

  private String at(ExecutionState state, Optional<ComponentType> step, Language language) {
    return switch (state) {
      case PENDING -> language.of(PENDING);
      case RUNNING ->
          step.map(component -> component(component, language)).orElse(language.of(PENDING));
      case COMPLETED -> language.of(COMPLETED);
      case FAILED -> language.of(FAILED);
      case CANCELLED -> language.of(CANCELLED);
    };
  }

  /** Title of a component; its id where it is no longer there. */
  public String component(ComponentType type, Language language) {
    return catalog
        .find(type)
        .map(descriptor -> language.of(descriptor.title()))
        .orElse(type.value());
  }

  /** Why a step was skipped; empty where it was not. */
  public static Optional<String> skippedReason(StepProgress step) {
    return step.state() == StepState.SKIPPED ? step.skipped() : Optional.empty();
  }
}
