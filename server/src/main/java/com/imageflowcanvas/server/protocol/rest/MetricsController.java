package com.imageflowcanvas.server.protocol.rest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For Prometheus. */
@RestController
@Tag(name = "Health")
final class MetricsController {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @GetMapping(path = "/metrics", produces = "text/plain")
  @Operation(
      summary = "Figures in Prometheus' text format",
      description = "Open to all only where metrics.public is set.",
      operationId = "metrics")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "text/plain",
              schema = @Schema(type = "string"),
              examples = @ExampleObject("imageflow_executions{state=\"pending\"} 0.0\n")))
  ResponseEntity<byte[]> metrics() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header("Content-Type", TEXT)
        .body(registry.scrape("text/plain").getBytes(StandardCharsets.UTF_8));
  }
}
