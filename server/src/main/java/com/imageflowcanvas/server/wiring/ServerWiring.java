package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.health.Readiness;
import com.imageflowcanvas.server.health.ReadinessCheck;
import com.imageflowcanvas.server.health.WarmUp;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Everything that a server in one process is made of. */
@Configuration(proxyBeanMethods = false)
@Import({
  AccessWiring.class,
  CoreWiring.class,
  ExecutorWiring.class,
  FirstStartWiring.class,
  GrpcWiring.class,
  JanitorWiring.class,
  MemoryWiring.class,
  MetricsWiring.class,
  ModelWiring.class,
  NodeWiring.class,
  OpenApiWiring.class,
  RestWiring.class,
  StoreWiring.class,
  WebSocketWiring.class,
  WebWiring.class
})
public class ServerWiring {
  @Bean
  Clock clock() {
    // microseconds, as the stores keep them
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }

  /** Runs the making of beans that are declared with {@code bootstrap = BACKGROUND}. */
  @Bean(destroyMethod = "close")
  Executor bootstrapExecutor() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
  DefaultLifecycleProcessor lifecycleProcessor(ServerSettings settings) {
    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
    processor.setTimeoutPerShutdownPhase(
        Math.max(1, settings.network().shutdownTimeout().toMillis()));
    return processor;
  }

  @Bean
  Readiness readiness(ObjectProvider<WarmUp> warmUps, ObjectProvider<ReadinessCheck> checks) {
    return new Readiness(warmUps.orderedStream().toList(), checks.orderedStream().toList());
  }
}
