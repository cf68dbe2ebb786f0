package com.imageflowcanvas.access;

import com.imageflowcanvas.access.LoginFailureStore.Failures;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes whoever guesses passwords wait longer and longer: for each pair of account and address, and
 * for each address however many accounts it tries. Never for an account alone, which would let
 * anybody lock out anybody.
 */
final class LoginThrottle {
  private static final Rule PAIR = new Rule(4, Duration.ofMinutes(15));
  private static final Rule ADDRESS = new Rule(50, Duration.ofMinutes(1));
  private static final Duration MEMORY = Duration.ofMinutes(30);

  private final LoginFailureStore failures;
  private final Clock clock;

  LoginThrottle(LoginFailureStore failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /** Throws RATE_LIMITED with the time to wait while this pair or this address has to. */
  void check(String username, InetAddress from) {
    Instant now = clock.instant();
    Duration wait = max(wait(pair(username, from), PAIR, now), wait(address(from), ADDRESS, now));
    if (wait.isPositive()) {
      throw Problem.retryLater(
              ErrorCode.RATE_LIMITED, "too many wrong passwords; try again later", wait)
          .exception();
    }
  }

  void failed(String username, InetAddress from) {
    Instant now = clock.instant();
    failures.add(pair(username, from), now, now.minus(MEMORY));
    failures.add(address(from), now, now.minus(MEMORY));
  }

  /** Forgets the failures of the pair; those of the address stay, for it may try other accounts. */
  void succeeded(String username, InetAddress from) {
    String pair = pair(username, from);
    if (failures.find(pair).isPresent()) {
      failures.clear(pair);
    }
  }

  private Duration wait(String key, Rule rule, Instant now) {
    Optional<Failures> found = failures.find(key);
    return found
        .map(f -> Duration.between(now, f.last().plus(rule.delay(f.count()))))
        .orElse(Duration.ZERO);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static String pair(String username, InetAddress from) {
    return (Credentials.isUsername(username) ? username : "?") + "@" + Network.of(from).name();
  }

  private static String address(InetAddress from) {
    return "@" + Network.of(from).name();
  }

  /** So many failures are free; then 1 s, doubled by each further one up to the longest. */
  private record Rule(int free, Duration longest) {
    Duration delay(int count) {
      if (count <= free) {
        return Duration.ZERO;
      }
      Duration delay = Duration.ofSeconds(1L << Math.min(20, count - free - 1));
      return delay.compareTo(longest) < 0 ? delay : longest;
    }
  }
}
