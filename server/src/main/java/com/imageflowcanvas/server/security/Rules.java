package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ProblemException;
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
 * Who may come in where. All paths need a caller, but for a short list; those that change things
 * need a role that may change such things, which is asked before anything of the request is read.
 * Whether a thing is the caller's own is for the services to say.
 */
final class Rules implements AuthorizationManager<HttpServletRequest> {
  private static final AuthorizationDecision YES = new AuthorizationDecision(true);
  private static final AuthorizationDecision NO = new AuthorizationDecision(false);

  /** First parts of paths where the API is; everything else is the web page's own files. */
  private static final Set<String> API = Set.of("v1", "ws", "metrics");

  private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** The first that matches counts; without one, every role will do. */
  private static final List<Need> NEEDS =
      List.of(
          new Need("/v1/users/**", true, Role.ADMIN),
          new Need("/v1/audit", true, Role.ADMIN),
          new Need("/v1/services", true, Role.ADMIN),
          new Need("/v1/auth/keys/**", true, Role.ADMIN),
          new Need("/v1/models/**", false, Role.ADMIN),
          new Need("/v1/pipelines/**", false, Role.PIPELINE_CREATOR),
          new Need("/v1/executions/**", false, Role.PIPELINE_OPERATOR),
          new Need("/v1/files/{id}/link", false, Role.VIEWER),
          new Need("/v1/files/**", false, Role.PIPELINE_OPERATOR));

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
    if (open.stream().anyMatch(path -> path.matches(request))) {
      return YES;
    }
    return authentication.get() instanceof CallerAuthentication known
            && isMightyEnough(known.who().caller(), request)
        ? YES
        : NO;
  }

  private static boolean isMightyEnough(Caller caller, HttpServletRequest request) {
    try {
      NEEDS.stream()
          .filter(need -> need.matches(request))
          .findFirst()
          .ifPresent(need -> caller.require(need.least()));
      return true;
    } catch (ProblemException e) {
      request.setAttribute(TokenFilter.REFUSAL, e);
      return false;
    }
  }

  /**
   * @param reading whether it is needed for reading too
   */
  private record Need(RequestMatcher path, boolean reading, Role least) {
    Need(String path, boolean reading, Role least) {
      this(PathPatternRequestMatcher.withDefaults().matcher(path), reading, least);
    }

    boolean matches(HttpServletRequest request) {
      return (reading || WRITING.contains(request.getMethod())) && path.matches(request);
    }
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
