package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.server.metrics.ExecutionMetrics;
import com.imageflowcanvas.server.metrics.HttpMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Figures for Prometheus; every bean that is a {@link MeterBinder} adds its own. */
@Configuration(proxyBeanMethods = false)
public class MetricsWiring {
  /** Before the security filter, so that refused requests are counted too. */
  private static final int ORDER = -200;

  @Bean(destroyMethod = "close")
  PrometheusMeterRegistry meterRegistry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @Bean
  ExecutionMetrics executionMetrics(ExecutionStore executions) {
    return new ExecutionMetrics(executions);
  }

  /** Binds after everything is made: figures need the things that they are about. */
  @Bean
  BoundMeters boundMeters(PrometheusMeterRegistry registry, ObjectProvider<MeterBinder> binders) {
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(registry));
    binders.orderedStream().forEach(binder -> binder.bindTo(registry));
    return new BoundMeters();
  }

  /** Says that all figures are there. */
  record BoundMeters() {}

  @Bean
  FilterRegistrationBean<HttpMetrics> httpMetrics(PrometheusMeterRegistry registry) {
    FilterRegistrationBean<HttpMetrics> registration =
        new FilterRegistrationBean<>(new HttpMetrics(registry));
    registration.setOrder(ORDER);
    registration.setAsyncSupported(true);
    return registration;
  }
}
