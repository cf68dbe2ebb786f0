package com.imageflowcanvas.execution;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.model.ModelUse;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.pipeline.PlanCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds executions that wait or run by the models they need: those of the version of the pipeline
 * that they were accepted with, and of their parameters. May read all that wait, so not for a hot
 * path.
 */
public final class ExecutionsByModel implements ModelUse {
  private static final int PAGE = 100;

  private final ExecutionStore executions;
  private final PipelineStore pipelines;
  private final ComponentCatalog catalog;

  public ExecutionsByModel(
      ExecutionStore executions, PipelineStore pipelines, ComponentCatalog catalog) {
    this.executions = executions;
    this.pipelines = pipelines;
    this.catalog = catalog;
  }

  /** At most as many as a page has. */
  @Override
  public List<String> naming(Predicate<String> named) {
    Map<Plan, Boolean> known = new HashMap<>();
    List<String> found = new ArrayList<>();
    // in this order: one that starts meanwhile is seen among those that run
    for (ExecutionState state : List.of(ExecutionState.PENDING, ExecutionState.RUNNING)) {
      Optional<String> cursor = Optional.empty();
      do {
        ExecutionStore.ExecutionPage page = executions.list(query(state, cursor));
        page.executions().stream()
            .flatMap(summary -> executions.find(summary.id()).stream())
            .filter(execution -> known.computeIfAbsent(Plan.of(execution), p -> names(p, named)))
            .map(execution -> "execution " + execution.id())
            .forEach(found::add);
        cursor = page.next();
      } while (cursor.isPresent() && found.isEmpty());
    }
    return found;
  }

  private static ExecutionStore.ExecutionQuery query(
      ExecutionState state, Optional<String> cursor) {
    return new ExecutionStore.ExecutionQuery(
        Optional.empty(),
        Optional.of(state),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        cursor,
        PAGE);
  }

  private boolean names(Plan plan, Predicate<String> named) {
    Set<String> models = new HashSet<>();
    PlanCompiler compiler =
        new PlanCompiler(
            catalog,
            name -> {
              models.add(name);
              return Optional.empty();
            });
    pipelines
        .findVersion(plan.pipeline(), plan.version())
        .ifPresent(
            pipeline ->
                compiler.compile(
                    pipeline.id(), pipeline.version(), pipeline.components(), plan.parameters()));
    return models.stream().anyMatch(named);
  }

  /** What decides which models an execution needs. */
  private record Plan(PipelineId pipeline, int version, Map<String, Object> parameters) {
    static Plan of(Execution execution) {
      return new Plan(execution.pipelineId(), execution.pipelineVersion(), execution.parameters());
    }
  }
}
