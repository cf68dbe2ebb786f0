package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.error.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who sends a request: by an access token or API key, or by a signed link. Refuses
 * nobody: whether a caller is needed is for the rules of the paths to say.
 */
final class TokenFilter extends OncePerRequestFilter {
  /** Why a request is refused, for the answer. */
  static final String REFUSAL = TokenFilter.class.getName() + ".refusal";

  private static final String BEARER = "Bearer ";

  private final TokenAuthenticator authenticator;
  private final LinkAccess links;

  TokenFilter(TokenAuthenticator authenticator, LinkAccess links) {
    this.authenticator = authenticator;
    this.links = links;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false; // an asynchronous answer goes through the rules again
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    authenticate(request).ifPresent(TokenFilter::remember);
    chain.doFilter(request, response);
  }

  private Optional<Authenticated> authenticate(HttpServletRequest request) {
    Optional<String> token = token(request);
    try {
      return token.isPresent()
          ? Optional.of(authenticator.authenticate(token.get()))
          : links.callerOf(request);
    } catch (ProblemException e) {
      request.setAttribute(REFUSAL, e);
      return Optional.empty();
    }
  }

  private static Optional<String> token(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return Optional.ofNullable(request.getHeader("X-API-Key")).map(String::strip);
  }

  private static void remember(Authenticated who) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(who));
    SecurityContextHolder.setContext(context);
  }
}
