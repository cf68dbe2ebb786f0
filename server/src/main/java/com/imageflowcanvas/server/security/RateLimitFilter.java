package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Network;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 429 to whoever sends too many requests, and tells everybody in {@code RateLimit-*}
 * headers how many they have left. Health probes are not counted.
 */
final class RateLimitFilter extends OncePerRequestFilter {
  private static final String REMAINING = "RateLimit-Remaining";

  private final Function<HttpServletRequest, Optional<TokenBucket.Take>> limit;

  private RateLimitFilter(Function<HttpServletRequest, Optional<TokenBucket.Take>> limit) {
    this.limit = limit;
  }

  /** Counts by where requests come from; stands before anything that costs. */
  static RateLimitFilter byAddress(RateLimits limits) {
    return new RateLimitFilter(request -> limits.take(Network.of(ClientAddress.of(request))));
  }

  /** Counts by who has been authenticated; holders of links are nobody. */
  static RateLimitFilter byUser(RateLimits limits) {
    return new RateLimitFilter(
        request ->
            SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication a
                    && !LinkAccess.isHolder(a.who().caller())
                ? limits.take(a.who().caller())
                : Optional.empty());
  }

  @Override
  protected String getAlreadyFilteredAttributeName() {
    return RateLimitFilter.class.getName() + System.identityHashCode(this); // there are two
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<TokenBucket.Take> take =
        request.getRequestURI().startsWith("/health/") ? Optional.empty() : limit.apply(request);
    take.ifPresent(taken -> tell(response, taken));
    if (take.isEmpty() || take.get().allowed()) {
      chain.doFilter(request, response);
    } else {
      ProblemWriter.write(request, response, RateLimits.refusal(take.get()));
    }
  }

  /** Of two limits the client is told the one that it reaches first. */
  private static void tell(HttpServletResponse response, TokenBucket.Take take) {
    String told = response.getHeader(REMAINING);
    if (told != null && Integer.parseInt(told) < take.remaining()) {
      return;
    }
    response.setIntHeader("RateLimit-Limit", take.limit());
    response.setIntHeader(REMAINING, take.remaining());
    response.setHeader("RateLimit-Reset", String.valueOf(seconds(take.untilFull())));
  }

  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
