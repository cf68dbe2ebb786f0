package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.SecurityService;
import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** The chain that every request passes before a controller sees it. Keeps no HTTP sessions. */
public final class SecurityFilters {
  private SecurityFilters() {}

  public static FilterChainProxy chain(
      TokenAuthenticator authenticator,
      SignedLinks links,
      SecurityService security,
      RateLimits limits,
      Clock clock,
      boolean metricsPublic) {
    List<Filter> filters = new ArrayList<>();
    filters.add(RateLimitFilter.byAddress(limits));
    // where a controller says nothing of it, nothing of an answer is kept
    filters.add(new HeaderWriterFilter(List.of(new CacheControlHeadersWriter())));
    filters.add(new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()));
    filters.add(new TokenFilter(authenticator, new LinkAccess(links, clock)));
    filters.add(RateLimitFilter.byUser(limits));
    filters.add(new DenialFilter(security));
    // without it, public routes are refused for having no authentication at all
    filters.add(new AnonymousAuthenticationFilter("anonymous"));
    ExceptionTranslationFilter refusals =
        new ExceptionTranslationFilter(
            (request, response, e) -> refuse(request, response), new NullRequestCache());
    refusals.setAccessDeniedHandler((request, response, e) -> refuse(request, response));
    filters.add(refusals);
    filters.add(new AuthorizationFilter(new Rules(metricsPublic)));
    FilterChainProxy proxy =
        new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters));
    proxy.setFirewall(firewall());
    proxy.setRequestRejectedHandler(
        (request, response, e) -> ProblemWriter.write(request, response, e));
    return proxy;
  }

  /** Methods are for the controllers to refuse, with 405. */
  private static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    return firewall;
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Exception refusal =
        request.getAttribute(TokenFilter.REFUSAL) instanceof ProblemException known
            ? known
            : new ProblemException(
                ErrorCode.UNAUTHENTICATED, "no token (expected: Authorization: Bearer …)");
    ProblemWriter.write(request, response, refusal);
  }
}
