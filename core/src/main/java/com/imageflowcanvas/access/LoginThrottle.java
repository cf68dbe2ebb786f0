package com.imageflowcanvas.access;

import com.imageflowcanvas.access.LoginFailureStore.Failures;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes whoever guesses passwords wait longer and longer: for each pair of account and address, and
 * for each address that tries very many accounts. Never for an account alone, which would let
 * anybody lock out anybody. Thread-safe.
 */
final class LoginThrottle {
  private static final Rule PAIR = new Rule(4, Duration.ofMinutes(15));

  /** Far more than people behind one address mistype: these all wait for the one who guesses. */
  private static final Rule ADDRESS = new Rule(500, Duration.ofMinutes(1));

  private static final Duration MEMORY = Duration.ofMinutes(30);
  private static final int LOCKS = 64;

  private final LoginFailureStore failures;
  private final Clock clock;
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  LoginThrottle(LoginFailureStore failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * Tries a password. Tries of one pair come one after another: of many at once, all would be
   * looked at before the first has failed.
   *
   * @param attempt empty when the password is wrong
   * @throws ProblemException RATE_LIMITED, without an attempt, while this pair or address has to
   *     wait
   */
  <T> Optional<T> attempt(String username, InetAddress from, Supplier<Optional<T>> attempt) {
    ReentrantLock lock = locks.get(Math.floorMod(pair(username, from).hashCode(), LOCKS));
    lock.lock();
    try {
      check(username, from);
      Optional<T> admitted = attempt.get();
      if (admitted.isPresent()) {
        succeeded(username, from);
      } else {
        failed(username, from);
      }
      return admitted;
    } finally {
      lock.unlock();
    }
  }

  private void check(String username, InetAddress from) {
    Instant now = clock.instant();
    Duration wait = max(wait(pair(username, from), PAIR, now), wait(address(from), ADDRESS, now));
    if (wait.isPositive()) {
      long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
      throw Problem.retryLater(
              ErrorCode.RATE_LIMITED,
              "too many wrong passwords (expected: the next try in " + seconds + " s)",
              wait)
          .exception();
    }
  }

  private void failed(String username, InetAddress from) {
    Instant now = clock.instant();
    failures.add(pair(username, from), now, now.minus(MEMORY));
    failures.add(address(from), now, now.minus(MEMORY));
  }

  /** Forgets the failures of the pair; those of the address stay, for it may try other accounts. */
  private void succeeded(String username, InetAddress from) {
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
