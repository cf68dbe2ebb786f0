package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.model.ModelUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds pipelines by the models that their steps name. Reads them all, so not for a hot path. */
public final class PipelinesByModel implements ModelUse {
  private static final int PAGE = 100;

  private final PipelineStore store;
  private final ComponentCatalog catalog;

  public PipelinesByModel(PipelineStore store, ComponentCatalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  @Override
  public List<String> naming(Predicate<String> named) {
    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      PipelineStore.PipelinePage page =
          store.list(
              new PipelineStore.PipelineQuery(Optional.empty(), Optional.empty(), cursor, PAGE));
      page.pipelines().stream()
          .filter(pipeline -> pipeline.components().stream().anyMatch(step -> names(step, named)))
          .map(pipeline -> "pipeline " + pipeline.slug())
          .forEach(found::add);
      cursor = page.next();
    } while (cursor.isPresent());
    return found;
  }

  private boolean names(Step step, Predicate<String> named) {
    return catalog.find(new ComponentType(step.componentType())).stream()
        .flatMap(component -> component.schema().parameters().stream())
        .filter(parameter -> parameter.format().equals("model"))
        .anyMatch(parameter -> named.test(value(step, parameter)));
  }

  private static String value(Step step, Parameter parameter) {
    return step.parameters().entrySet().stream()
        .filter(given -> parameter.answersTo(given.getKey()))
        .map(given -> String.valueOf(given.getValue()))
        .findFirst()
        .orElse(parameter.defaultValue().toString());
  }
}
