package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.model.InstalledModels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Checks a pipeline against the catalog and the installed models, and makes the plan that the
 * engine runs. Thread-safe; no I/O beyond asking which models are installed.
 */
public final class PlanCompiler {
  private static final int MAX_STEPS = 100;

  private final ComponentCatalog catalog;
  private final InstalledModels models;
  private final PlanCache known;

  public PlanCompiler(ComponentCatalog catalog, InstalledModels models) {
    this.catalog = catalog;
    this.models = models;
    this.known = new PlanCache(models);
  }

  public ComponentCatalog catalog() {
    return catalog;
  }

  /**
   * Compiles a stored pipeline for one execution; the same once.
   *
   * @param parameters of the execution; see {@link ExecutionParameters}
   */
  public PlanResult compile(Pipeline stored, Map<String, Object> parameters) {
    return known.get(
        stored,
        parameters,
        asked ->
            new PlanCompiler(catalog, asked)
                .compile(stored.id(), stored.version(), stored.components(), parameters));
  }

  /** Compiles a pipeline as its author wrote it. */
  public PlanResult compile(PipelineId pipeline, int version, List<Step> steps) {
    return compile(pipeline, version, steps, Map.of());
  }

  /**
   * Compiles for one execution.
   *
   * @param parameters of the execution; see {@link ExecutionParameters}
   */
  public PlanResult compile(
      PipelineId pipeline, int version, List<Step> steps, Map<String, Object> parameters) {
    PlanProblems problems = new PlanProblems();
    checkCount(steps, problems);
    if (!problems.isEmpty()) {
      return problems.rejected();
    }
    checkIds(steps, problems);
    List<ComponentDescriptor<?>> components = components(steps, problems);
    if (!problems.isEmpty()) {
      return problems.rejected();
    }
    ExecutionParameters resolved = ExecutionParameters.resolve(parameters, steps, components);
    problems.addAll(ErrorCode.VALIDATION_FAILED, resolved.errors());
    List<PlanProblem> ofEdges = new ArrayList<>();
    StepGraph graph = StepGraph.of(steps, components, ofEdges);
    ofEdges.forEach(problems::add);
    List<Optional<? extends Record>> params = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Map<String, Object> values = resolved.valuesOf(i);
      int position = i;
      params.add(
          bind(
              components.get(i).schema(),
              values,
              name -> resolved.pointerTo(position, name),
              problems));
    }
    if (!problems.isEmpty()) {
      return problems.rejected();
    }
    PortFlow flow = new PortFlow();
    List<PlannedStep<?>> planned = new ArrayList<>();
    for (int i : graph.order()) {
      PlannedStep<?> step = planned(i, components.get(i), params.get(i).orElseThrow(), graph, flow);
      flow.pass(step, problems);
      planned.add(step);
    }
    if (!problems.isEmpty()) {
      return problems.rejected();
    }
    return new PlanResult.Ready(PipelinePlan.of(pipeline, version, planned, resolved.output()));
  }

  private static void checkCount(List<Step> steps, PlanProblems problems) {
    if (steps.isEmpty() || steps.size() > MAX_STEPS) {
      problems.add(
          PlanProblem.invalid(
              "/components", "components: " + steps.size() + " (expected: 1.." + MAX_STEPS + ")"));
    }
  }

  private static void checkIds(List<Step> steps, PlanProblems problems) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      String id = steps.get(i).id();
      String pointer = "/components/" + i + "/id";
      if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")) {
        problems.add(
            PlanProblem.invalid(
                pointer,
                "id: "
                    + (id.isEmpty() ? "empty" : shorten(id))
                    + " (expected: 1..100 of letters, digits, '_', '.', '-', the first a letter or"
                    + " digit)"));
      } else if (!ids.add(id)) {
        problems.add(PlanProblem.invalid(pointer, "id: " + id + " (expected: not used before)"));
      }
    }
  }

  private List<ComponentDescriptor<?>> components(List<Step> steps, PlanProblems problems) {
    List<ComponentDescriptor<?>> found = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      String type = steps.get(i).componentType();
      Optional<ComponentDescriptor<?>> component = catalog.find(new ComponentType(type));
      component.ifPresent(found::add);
      if (component.isEmpty()) {
        problems.add(
            PlanProblem.invalid(
                "/components/" + i + "/component_type",
                "unknown component: " + shorten(type) + " (expected: " + knownTypes() + ")"));
      }
    }
    return found;
  }

  private String knownTypes() {
    return String.join(", ", catalog.all().stream().map(c -> c.type().value()).toList());
  }

  private <P extends Record> Optional<P> bind(
      ParameterSchema<P> schema,
      Map<String, Object> values,
      UnaryOperator<String> pointerTo,
      PlanProblems problems) {
    ParameterSchema.Bound<P> bound = schema.bind(values, pointerTo);
    problems.addAll(ErrorCode.VALIDATION_FAILED, bound.errors());
    if (bound.errors().isEmpty()) {
      checkModels(schema, values, pointerTo, problems);
    }
    return bound.value();
  }

  private void checkModels(
      ParameterSchema<?> schema,
      Map<String, Object> values,
      UnaryOperator<String> pointerTo,
      PlanProblems problems) {
    schema.parameters().stream()
        .filter(parameter -> parameter.format().equals("model"))
        .forEach(
            parameter -> {
              Object value = values.getOrDefault(parameter.name(), parameter.defaultValue());
              models
                  .missing(value.toString())
                  .ifPresent(
                      why ->
                          problems.add(
                              new PlanProblem(
                                  ErrorCode.MODEL_NOT_INSTALLED,
                                  new FieldError(pointerTo.apply(parameter.name()), why))));
            });
  }

  @SuppressWarnings("unchecked") // the record was made by this component's own schema
  private static <P extends Record> PlannedStep<P> planned(
      int position,
      ComponentDescriptor<P> component,
      Record params,
      StepGraph graph,
      PortFlow flow) {
    return new PlannedStep<>(
        StepId.of(component.type(), position),
        position,
        component,
        (P) params,
        graph.inputs(position),
        graph.isSink(position),
        flow.isMany(graph.inputs(position)));
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
