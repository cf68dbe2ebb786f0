package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.PasswordHasher;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id with the parameters that OWASP's password storage cheat sheet recommends. Only as many
 * at a time as there are cores: each takes 19 MiB and a core for a while, which logins could
 * otherwise use up for everybody else.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore permits =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

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

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  private static ProblemException busy() {
    return Problem.retryLater(
            ErrorCode.RATE_LIMITED, "too many logins at once; try again", Duration.ofSeconds(2))
        .exception();
  }
}
