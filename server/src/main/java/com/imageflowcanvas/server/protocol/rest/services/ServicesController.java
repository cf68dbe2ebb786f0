package com.imageflowcanvas.server.protocol.rest.services;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.health.Readiness;
import com.imageflowcanvas.server.protocol.rest.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server consists of, and whether each part works; for admins. */
@RestController
@RequestMapping("/v1/services")
@Tag(name = "Services")
public final class ServicesController {
  private final Readiness readiness;

  ServicesController(Readiness readiness) {
    this.readiness = readiness;
  }

  @GetMapping
  @Operation(
      summary = "List the parts of the server and whether they work",
      description = "Each is tried when this is asked. Admins only.",
      operationId = "listServices")
  Page<ServiceJson> list(Caller caller) {
    caller.require(Role.ADMIN);
    return new Page<>(
        readiness.checks().stream()
            .map(check -> new ServiceJson(check.name(), check.ok() ? "up" : "down"))
            .toList(),
        null);
  }

  /** A part of the server. */
  @Schema(name = "Service")
  record ServiceJson(
      @Schema(example = "database") String name,
      @Schema(allowableValues = {"up", "down"}) String status) {}
}
