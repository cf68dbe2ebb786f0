package com.imageflowcanvas.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Times every request, by method, route and status; the route is a pattern, so there are few. */
public final class HttpMetrics extends OncePerRequestFilter {
  private static final String NAME = "http.server.requests";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final MeterRegistry registry;

  public HttpMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      registry
          .timer(NAME, tags(request, response.getStatus()))
          .record(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static Tags tags(HttpServletRequest request, int status) {
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return Tags.of(
        "method", METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
        "route", route == null ? "none" : route.toString(),
        "status", String.valueOf(status));
  }
}
