package com.imageflowcanvas.server.metrics;

import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** How many executions are in each state, counted when somebody asks. */
public final class ExecutionMetrics implements MeterBinder {
  private final ExecutionStore executions;

  public ExecutionMetrics(ExecutionStore executions) {
    this.executions = executions;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ExecutionState state : ExecutionState.values()) {
      Gauge.builder("imageflow.executions", () -> executions.counts().getOrDefault(state, 0L))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("Executions that are stored, by state")
          .register(registry);
    }
  }
}
