package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Network;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.config.ServerSettings;
import java.util.Optional;

/** How many requests each address and each user may send, whatever the protocol. Thread-safe. */
public final class RateLimits {
  private final Optional<RateLimit<Network>> addresses;
  private final Optional<RateLimit<UserId>> users;

  public RateLimits(ServerSettings.RateLimits settings) {
    this.addresses = limit(settings.addressPerSecond(), settings.addressBurst());
    this.users = limit(settings.userPerSecond(), settings.userBurst());
  }

  private static <K> Optional<RateLimit<K>> limit(int perSecond, int burst) {
    return perSecond == 0 ? Optional.empty() : Optional.of(new RateLimit<>(perSecond, burst));
  }

  /** Counts a request; empty without a limit. */
  Optional<TokenBucket.Take> take(Network address) {
    return addresses.map(limit -> limit.take(address, System.nanoTime()));
  }

  /** Counts a request; empty without a limit. */
  Optional<TokenBucket.Take> take(Caller caller) {
    return users.map(limit -> limit.take(caller.id(), System.nanoTime()));
  }

  /**
   * Counts a call of another protocol than HTTP.
   *
   * @throws ProblemException RATE_LIMITED
   */
  public Caller count(Caller caller) {
    take(caller).filter(take -> !take.allowed()).ifPresent(RateLimits::refuse);
    return caller;
  }

  private static void refuse(TokenBucket.Take take) {
    throw refusal(take).exception();
  }

  static Problem refusal(TokenBucket.Take take) {
    return Problem.retryLater(
        ErrorCode.RATE_LIMITED,
        "too many requests (expected: at most " + take.limit() + " at once)",
        take.untilNext());
  }
}
