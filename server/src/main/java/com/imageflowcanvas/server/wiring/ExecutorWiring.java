package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.adapters.jackson.JacksonDetectionDocument;
import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.engine.ExecutionEngine;
import com.imageflowcanvas.engine.FrameRunner;
import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.BatchExecutor;
import com.imageflowcanvas.execution.ExecutionDispatcher;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ItemRunner;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.execution.StoreHealth;
import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.model.ModelRegistry;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.health.ReadinessCheck;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs executions: the cores and the memory that runs share, executor and dispatcher. */
@Configuration(proxyBeanMethods = false)
public class ExecutorWiring {
  /** Executions in flight for each worker, so that reading and storing hide behind computing. */
  private static final int IN_FLIGHT_PER_WORKER = 2;

  @Bean
  ImageCodec imageCodec() {
    return new OpenCvImageCodec();
  }

  /** Live frames may have half of the cores, at least one, while they want them. */
  @Bean
  CpuGate cpuGate(ServerSettings settings) {
    int workers = settings.executions().workers();
    return new CpuGate(workers, Math.ceilDiv(workers, 2));
  }

  @Bean(destroyMethod = "close")
  RasterPool rasterPool(ServerSettings settings) {
    return new RasterPool(settings.memory().rasters(), settings.memory().rasters() / 4);
  }

  @Bean
  FrameRunner frameRunner(
      ImageCodec codec, RasterPool rasters, ModelRegistry models, ImageIntake intake, Clock clock) {
    return new FrameRunner(
        codec, new ExecutionEngine(clock), rasters, models::detector, intake.limits(), clock);
  }

  @Bean(destroyMethod = "close")
  BatchExecutor batchExecutor(
      PlanCompiler compiler,
      FrameRunner frames,
      ImageIntake intake,
      ObjectStore objects,
      ByteBudget imageMemory,
      CpuGate gate,
      ServerSettings settings,
      Clock clock) {
    ServerSettings.Executions executions = settings.executions();
    ItemRunner items =
        new ItemRunner(
            frames,
            intake,
            objects,
            new JacksonDetectionDocument(),
            imageMemory,
            gate,
            executions.deadline());
    return new BatchExecutor(compiler, items, objects, executions.lease().dividedBy(3), clock);
  }

  @Bean
  StoreHealth storeHealth(Database database, ObjectStore objects) {
    return new StoreHealth(
        () -> {
          database.check();
          objects.check();
        });
  }

  /** Not closed by the container: {@link GrpcLifecycle} starts and stops it in its place. */
  @Bean(destroyMethod = "")
  ExecutionDispatcher executionDispatcher(
      ExecutionStore store,
      PipelineStore pipelines,
      FileStore files,
      ObjectStore objects,
      BatchExecutor executor,
      StoreHealth health,
      EventBus events,
      NodeId node,
      ServerSettings settings,
      Clock clock) {
    ServerSettings.Executions executions = settings.executions();
    return new ExecutionDispatcher(
        store,
        pipelines,
        files,
        objects,
        executor,
        health,
        events,
        node,
        new ExecutionDispatcher.Limits(
            IN_FLIGHT_PER_WORKER * executions.workers(),
            executions.lease(),
            executions.maxAttempts()),
        clock);
  }

  @Bean
  ReadinessCheck dispatcherCheck(ExecutionDispatcher dispatcher) {
    return ReadinessCheck.of(
        "dispatcher",
        () -> {
          if (!dispatcher.isRunning()) {
            throw new IllegalStateException("not claiming");
          }
        });
  }
}
