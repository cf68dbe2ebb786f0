package com.imageflowcanvas.server.protocol.rest;

import com.imageflowcanvas.server.health.Readiness;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For load balancers and supervisors. */
@RestController
@Tag(name = "Health")
@SecurityRequirements
final class HealthController {
  private final Readiness readiness;

  HealthController(Readiness readiness) {
    this.readiness = readiness;
  }

  @Operation(
      summary = "Whether the process lives",
      description = "Looks at nothing else.",
      operationId = "live")
  @GetMapping("/health/live")
  ResponseEntity<Health> live() {
    return answer(new Health("up", List.of()));
  }

  @Operation(
      summary = "Whether it may be sent work; 503 when not",
      description = "Looks at what it needs for that, and says which of it is down.",
      operationId = "ready")
  @ApiResponse(responseCode = "200", description = "it may")
  @ApiResponse(
      responseCode = "503",
      description = "not now",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Health.class)))
  @GetMapping("/health/ready")
  ResponseEntity<Health> ready() {
    List<Check> checks =
        readiness.checks().stream()
            .map(check -> new Check(check.name(), check.ok() ? "up" : "down"))
            .toList();
    boolean up = checks.stream().allMatch(check -> check.status().equals("up"));
    return answer(new Health(up ? "up" : "down", checks));
  }

  private static ResponseEntity<Health> answer(Health health) {
    return ResponseEntity.status(health.status().equals("up") ? 200 : 503)
        .cacheControl(CacheControl.noStore())
        .body(health);
  }

  record Health(String status, List<Check> checks) {}

  record Check(String name, String status) {}
}
