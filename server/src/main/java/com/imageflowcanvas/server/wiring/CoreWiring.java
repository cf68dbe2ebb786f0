package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.ExecutionDispatcher;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionWatch;
import com.imageflowcanvas.execution.SubmissionLimits;
import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.model.ModelRegistry;
import com.imageflowcanvas.pipeline.PipelineService;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.server.config.ServerSettings;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** The services that the protocols call. */
@Configuration(proxyBeanMethods = false)
public class CoreWiring {
  @Bean
  ComponentCatalog componentCatalog() {
    return ComponentCatalog.load(CoreWiring.class.getClassLoader());
  }

  @Bean
  PlanCompiler planCompiler(ComponentCatalog catalog, ModelRegistry models) {
    return new PlanCompiler(catalog, name -> missing(models, name));
  }

  @Bean
  PipelineService pipelineService(
      PipelineStore store, PlanCompiler compiler, ExecutionStore executions, Clock clock) {
    return new PipelineService(store, compiler, executions::isPipelineInUse, clock);
  }

  @Bean
  ImageIntake imageIntake(ServerSettings settings) {
    return new ImageIntake(settings.limits().image());
  }

  /** For files of images, wherever they are on their way. */
  @Bean
  ByteBudget imageMemory(ServerSettings settings) {
    return new ByteBudget(settings.memory().images());
  }

  @Bean
  FileService fileService(
      FileStore files,
      ObjectStore objects,
      ImageIntake intake,
      ByteBudget imageMemory,
      ServerSettings settings,
      Clock clock) {
    return new FileService(files, objects, intake, imageMemory, settings.quotaBytes(), clock);
  }

  @Bean(destroyMethod = "close")
  ExecutionService executionService(
      ExecutionStore store,
      PipelineService pipelines,
      FileService files,
      FileStore fileStore,
      ObjectStore objects,
      ImageIntake intake,
      ExecutionDispatcher dispatcher,
      ServerSettings settings,
      EventBus events,
      Clock clock) {
    SubmissionLimits limits =
        new SubmissionLimits(
            settings.limits().imagesPerExecution(),
            settings.limits().executionBytes(),
            settings.queueCapacity());
    return new ExecutionService(
        store,
        pipelines,
        files,
        fileStore,
        objects,
        intake,
        limits,
        dispatcher,
        events,
        settings.executions().workers(),
        clock);
  }

  @Bean(destroyMethod = "close")
  ExecutionWatch executionWatch(ExecutionStore store, EventBus events) {
    return new ExecutionWatch(store, events);
  }

  /** Before the web server waits for its requests to finish. */
  @Bean
  ApplicationListener<ContextClosedEvent> hurryAtTheEnd(ExecutionWatch watch) {
    return closed -> watch.hurry();
  }

  private static Optional<String> missing(ModelRegistry models, String name) {
    if (!ModelName.isValid(name)) {
      return Optional.of(
          "model_name: not a model's name (expected: letters, digits, '.', '_', '-')");
    }
    try {
      models.resolve(new ModelName(name));
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem().detail());
    }
  }
}
