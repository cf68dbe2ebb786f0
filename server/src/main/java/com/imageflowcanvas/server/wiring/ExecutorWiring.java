package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.adapters.grpc.GrpcExecutor;
import com.imageflowcanvas.adapters.jackson.JacksonDetectionDocument;
import com.imageflowcanvas.engine.ExecutionEngine;
import com.imageflowcanvas.engine.WorkerPool;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.BatchRunner;
import com.imageflowcanvas.execution.ExecutionDispatcher;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ItemRunner;
import com.imageflowcanvas.execution.NodeId;
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
import com.imageflowcanvas.server.protocol.grpc.GrpcServers;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs executions: workers, runner, dispatcher, and the gRPC call between the last two. */
@Configuration(proxyBeanMethods = false)
public class ExecutorWiring {
  /** Raster memory that each worker keeps between runs: some frames of a 12-megapixel photo. */
  private static final long IDLE_BYTES_PER_WORKER = 128L * 1024 * 1024;

  /** Executions in flight for each worker, so that reading and storing hide behind computing. */
  private static final int IN_FLIGHT_PER_WORKER = 2;

  @Bean
  ImageCodec imageCodec() {
    return new OpenCvImageCodec();
  }

  @Bean(destroyMethod = "close")
  WorkerPool workerPool(ServerSettings settings) {
    return new WorkerPool(settings.executions().workers(), IDLE_BYTES_PER_WORKER);
  }

  @Bean
  ItemRunner itemRunner(
      ImageCodec codec,
      ImageIntake intake,
      ModelRegistry models,
      ServerSettings settings,
      Clock clock) {
    return new ItemRunner(
        codec,
        intake,
        new ExecutionEngine(clock),
        models::detector,
        new JacksonDetectionDocument(),
        settings.executions().deadline(),
        clock);
  }

  @Bean
  BatchRunner batchRunner(
      ExecutionStore executions,
      PipelineStore pipelines,
      FileStore files,
      ObjectStore objects,
      PlanCompiler compiler,
      ItemRunner itemRunner,
      WorkerPool workers,
      EventBus events,
      Clock clock) {
    return new BatchRunner(
        executions, pipelines, files, objects, compiler, itemRunner, workers, events, clock);
  }

  @Bean(destroyMethod = "shutdownNow")
  ManagedChannel executorChannel() {
    return InProcessChannelBuilder.forName(GrpcServers.IN_PROCESS).directExecutor().build();
  }

  /** Not closed by the container: {@link GrpcLifecycle} starts and stops it in its place. */
  @Bean(destroyMethod = "")
  ExecutionDispatcher executionDispatcher(
      ExecutionStore store,
      ManagedChannel executorChannel,
      BatchRunner runner,
      EventBus events,
      NodeId node,
      ServerSettings settings,
      Clock clock) {
    ServerSettings.Executions executions = settings.executions();
    return new ExecutionDispatcher(
        store,
        new GrpcExecutor(executorChannel),
        runner,
        events,
        node,
        IN_FLIGHT_PER_WORKER * executions.workers(),
        executions.lease(),
        executions.maxAttempts(),
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
