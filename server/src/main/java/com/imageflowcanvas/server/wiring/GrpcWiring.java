package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.ExecutionDispatcher;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionWatch;
import com.imageflowcanvas.proto.v1.HealthResponse;
import com.imageflowcanvas.proto.v1.ServingStatus;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.health.Readiness;
import com.imageflowcanvas.server.protocol.grpc.PipelineExecutorEndpoint;
import com.imageflowcanvas.server.security.RateLimits;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The gRPC servers and what they serve. */
@Configuration(proxyBeanMethods = false)
public class GrpcWiring {
  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService grpcDeadlines() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("grpc-deadlines").factory());
  }

  @Bean
  PipelineExecutorEndpoint pipelineExecutorEndpoint(
      ExecutionService executions,
      ExecutionWatch watch,
      Readiness readiness,
      ServerSettings settings,
      ScheduledExecutorService grpcDeadlines) {
    return new PipelineExecutorEndpoint(
        executions,
        watch,
        GrpcWiring::jsonObject,
        () -> health(readiness),
        settings.executions().deadline(),
        grpcDeadlines);
  }

  @Bean
  GrpcLifecycle grpcLifecycle(
      ExecutionDispatcher dispatcher,
      PipelineExecutorEndpoint endpoint,
      TokenAuthenticator tokens,
      RateLimits limits,
      ServerSettings settings) {
    return new GrpcLifecycle(
        dispatcher, endpoint, token -> limits.count(tokens.authenticate(token).caller()), settings);
  }

  private static HealthResponse health(Readiness readiness) {
    HealthResponse.Builder response =
        HealthResponse.newBuilder()
            .setStatus(ServingStatus.SERVING_STATUS_SERVING)
            .setUptimeMs(ManagementFactory.getRuntimeMXBean().getUptime());
    String version = GrpcWiring.class.getPackage().getImplementationVersion();
    if (version != null) {
      response.setVersion(version);
    }
    for (Readiness.Check check : readiness.checks()) {
      ServingStatus status =
          check.ok()
              ? ServingStatus.SERVING_STATUS_SERVING
              : ServingStatus.SERVING_STATUS_NOT_SERVING;
      response.putDependencies(check.name(), status);
      if (!check.ok()) {
        response.setStatus(ServingStatus.SERVING_STATUS_NOT_SERVING);
      }
    }
    return response.build();
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static Map<String, Object> jsonObject(String text) {
    try {
      return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "parameters_json: not a JSON object (expected: one)", e);
    }
  }
}
