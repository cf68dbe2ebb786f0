package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.execution.ExecutionWatch;
import com.imageflowcanvas.server.protocol.rest.RestControllers;
import com.imageflowcanvas.server.protocol.rest.executions.PatientCalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST controllers. */
@Configuration(proxyBeanMethods = false)
@Import(RestControllers.class)
public class RestWiring {
  @Bean
  PatientCalls patientCalls(ExecutionWatch watch) {
    return new PatientCalls(watch);
  }
}
