package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.PasswordHasher;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id with the parameters that OWASP's password storage cheat sheet recommends. Each takes 19
 * MiB and a core for a while, so they have few threads of their own, of the platform: on those that
 * carry the virtual threads, logins would use up the cores of all other requests.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Some seconds of work. */
  private static final int WAITING = 64;

  private final ThreadPoolExecutor threads;
  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

  public Argon2PasswordHasher() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), WAITING);
  }

  /**
   * @param count of threads
   * @param waiting who come when all threads are busy
   */
  Argon2PasswordHasher(int count, int waiting) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public PasswordHash hash(String password) {
    return new PasswordHash(inTurn(() -> encode(password)));
  }

  private String encode(String password) {
    String encoded = argon2.encode(password);
    if (encoded == null) {
      throw new IllegalStateException("no hash"); // only a missing password has none
    }
    return encoded;
  }

  @Override
  public boolean matches(String password, PasswordHash hash) {
    return inTurn(() -> argon2.matches(password, hash.value()));
  }

  @Override
  public PasswordHash decoy() {
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(MEMORY_KIB, PASSES, LANES, random(SALT_BYTES), random(HASH_BYTES)));
  }

  private static String random(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private <T> T inTurn(Callable<T> work) {
    Future<T> result;
    try {
      result = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      result.cancel(false); // nobody works for somebody who has gone
    }
  }

  private static ProblemException busy() {
    return Problem.retryLater(
            ErrorCode.RATE_LIMITED, "too many logins at once; try again", Duration.ofSeconds(2))
        .exception();
  }
}
