package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionUpdate;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.FailureJson;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.json.Milliseconds;
import com.imageflowcanvas.server.json.OutputFileJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts news of executions into words. Thread-safe. */
final class ExecutionMessages {
  private final ExecutionService executions;
  private final ExecutionLabels labels;
  private final ResourceMeter meter;

  ExecutionMessages(ExecutionService executions, ExecutionLabels labels, ResourceMeter meter) {
    this.executions = executions;
    this.labels = labels;
    this.meter = meter;
  }

  /** For who watches this execution. */
  ServerMessage toWatcher(ExecutionUpdate update, Language language) {
    Execution execution = update.execution();
    String id = execution.id().value();
    return switch (execution.state()) {
      case PENDING, RUNNING -> progress(update, language);
      case COMPLETED ->
          new ServerMessage.Completed(
              id,
              update.sequence(),
              Milliseconds.of(execution.processingTime().orElse(Duration.ZERO)),
              outputs(execution),
              update.at());
      case FAILED ->
          new ServerMessage.Failed(
              id, update.sequence(), error(execution), outputs(execution), update.at());
      case CANCELLED -> new ServerMessage.Cancelled(id, update.sequence(), update.at());
    };
  }

  /** For who watches all executions. */
  ServerMessage toWatcherOfAll(ExecutionUpdate update, Language language) {
    Execution execution = update.execution();
    long completed = execution.steps().stream().filter(step -> step.state().hasEndedWell()).count();
    return new ServerMessage.ExecutionUpdated(
        execution.id().value(),
        update.sequence(),
        execution.pipelineId().value(),
        execution.state().wireName(),
        new ServerMessage.UpdateProgress(
            percentage(execution),
            Milliseconds.of(elapsed(update)),
            labels.currentStep(execution, language),
            execution.steps().size(),
            (int) completed),
        outputs(execution),
        execution.failure().map(FailureJson::of).orElse(null),
        update.at());
  }

  private ServerMessage progress(ExecutionUpdate update, Language language) {
    Execution execution = update.execution();
    Optional<StepProgress> step = step(update);
    String status = execution.state().wireName();
    double percentage = percentage(execution);
    return new ServerMessage.Progress(
        execution.id().value(),
        update.sequence(),
        step.map(at -> at.component().value()).orElse(""),
        percentage,
        status,
        update.at(),
        new ServerMessage.ProgressData(
            step.map(at -> labels.component(at.component(), Language.EN)).orElse(""),
            Milliseconds.of(elapsed(update)),
            Milliseconds.of(remaining(update)),
            status,
            labels.currentStep(execution, language),
            percentage,
            step.map(this::details).orElse(null)));
  }

  /** The step that has moved on, else the one it is at. */
  private static Optional<StepProgress> step(ExecutionUpdate update) {
    return update
        .changed()
        .flatMap(
            id -> update.execution().steps().stream().filter(at -> at.id().equals(id)).findFirst())
        .or(() -> update.execution().currentStep());
  }

  private ServerMessage.StepDetails details(StepProgress step) {
    return new ServerMessage.StepDetails(
        step.id().value(),
        step.component().value(),
        step.state().wireName(),
        step.startedAt().orElse(null),
        step.completedAt().orElse(null),
        Milliseconds.of(step.time()),
        ExecutionLabels.skippedReason(step).orElse(null),
        meter.read());
  }

  private static Duration elapsed(ExecutionUpdate update) {
    Execution execution = update.execution();
    return execution
        .processingTime()
        .or(() -> execution.startedAt().map(start -> Duration.between(start, update.at())))
        .filter(time -> !time.isNegative())
        .orElse(Duration.ZERO);
  }

  /** By the share that is done; before any is, by what the pipeline has taken lately. */
  private Duration remaining(ExecutionUpdate update) {
    Execution execution = update.execution();
    double done = execution.percentage();
    if (execution.state() == ExecutionState.RUNNING && done > 0) {
      double nanos = elapsed(update).toNanos() * (100 - done) / done;
      return Duration.ofNanos(Math.round(nanos));
    }
    Duration estimate = Duration.between(update.at(), executions.estimate(execution));
    return estimate.isNegative() ? Duration.ZERO : estimate;
  }

  private static double percentage(Execution execution) {
    return Math.round(execution.percentage() * 10) / 10.0;
  }

  private static List<OutputFileJson> outputs(Execution execution) {
    return execution.outputs().stream().map(OutputFileJson::of).toList();
  }

  private static ServerMessage.ErrorBody error(Execution execution) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < execution.items().size(); i++) {
      Item item = execution.items().get(i);
      int index = i;
      item.failure().ifPresent(failure -> items.add(details(index, item, failure)));
    }
    Failure first =
        execution
            .failure()
            .orElseThrow(() -> new IllegalStateException("failed without a failure"));
    return new ServerMessage.ErrorBody(
        first.code().name(), first.message(), Map.of("items", items), null);
  }

  private static Map<String, Object> details(int index, Item item, Failure failure) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("index", index);
    told.put("filename", item.filename());
    told.put("code", failure.code().name());
    told.put("message", failure.message());
    return told;
  }
}
