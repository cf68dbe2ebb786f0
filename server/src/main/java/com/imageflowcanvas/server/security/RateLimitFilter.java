package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Network;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
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
final class RateLimitFilter<K> extends OncePerRequestFilter {
  private final RateLimit<K> limit;
  private final Function<HttpServletRequest, Optional<K>> key;

  private RateLimitFilter(RateLimit<K> limit, Function<HttpServletRequest, Optional<K>> key) {
    this.limit = limit;
    this.key = key;
  }

  /** Counts by where requests come from; stands before anything that costs. */
  static RateLimitFilter<Network> byAddress(int perSecond, int burst) {
    return new RateLimitFilter<>(
        new RateLimit<>(perSecond, burst),
        request -> Optional.of(Network.of(ClientAddress.of(request))));
  }

  /** Counts by who has been authenticated. */
  static RateLimitFilter<String> byUser(int perSecond, int burst) {
    return new RateLimitFilter<>(
        new RateLimit<>(perSecond, burst),
        request ->
            SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication a
                ? Optional.of(a.who().caller().id().value())
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
    Optional<K> who =
        request.getRequestURI().startsWith("/health/") ? Optional.empty() : key.apply(request);
    if (who.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    TokenBucket.Take take = limit.take(who.get(), System.nanoTime());
    if (take.allowed()) {
      tell(response, take);
      chain.doFilter(request, response);
      return;
    }
    tell(response, take);
    ProblemWriter.write(
        request,
        response,
        Problem.retryLater(
            ErrorCode.RATE_LIMITED,
            "too many requests (expected: at most " + take.limit() + " at once)",
            take.untilNext()));
  }

  private static void tell(HttpServletResponse response, TokenBucket.Take take) {
    response.setIntHeader("RateLimit-Limit", take.limit());
    response.setIntHeader("RateLimit-Remaining", take.remaining());
    response.setHeader("RateLimit-Reset", String.valueOf(seconds(take.untilFull())));
  }

  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
