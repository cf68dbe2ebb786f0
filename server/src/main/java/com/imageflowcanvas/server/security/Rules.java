package com.imageflowcanvas.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which paths need a caller: all, but for a short list. What a caller may do there is for the
 * services to say, since it depends on whose the things are.
 */
final class Rules implements AuthorizationManager<HttpServletRequest> {
  private static final AuthorizationDecision YES = new AuthorizationDecision(true);
  private static final AuthorizationDecision NO = new AuthorizationDecision(false);

  /** First parts of paths where the API is; everything else is the web page's own files. */
  private static final Set<String> API = Set.of("v1", "ws", "metrics");

  private final List<RequestMatcher> open;

  Rules(boolean metricsPublic) {
    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
    RequestMatcher metrics = paths.matcher(HttpMethod.GET, "/metrics");
    this.open =
        List.of(
            paths.matcher(HttpMethod.POST, "/v1/auth/login"),
            paths.matcher(HttpMethod.POST, "/v1/auth/refresh"),
            paths.matcher(HttpMethod.GET, "/v1/auth/jwks"),
            request -> metricsPublic && metrics.matches(request),
            Rules::isPage);
  }

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication, HttpServletRequest request) {
    boolean allowed =
        authentication.get() instanceof CallerAuthentication
            || open.stream().anyMatch(path -> path.matches(request));
    return allowed ? YES : NO;
  }

  /** Health, documents of the API and the web page; WebSockets check their callers themselves. */
  private static boolean isPage(HttpServletRequest request) {
    String path = request.getRequestURI();
    int end = path.indexOf('/', 1);
    String first = path.substring(1, end < 0 ? path.length() : end);
    return !path.contains("%") && !API.contains(first) || isWebSocket(path);
  }

  private static boolean isWebSocket(String path) {
    return path.equals("/v1/ws") || path.startsWith("/v1/ws/") || path.startsWith("/ws/");
  }
}
