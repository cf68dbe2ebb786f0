package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class Argon2PasswordHasherTest {
  private final Argon2PasswordHasher hasher = new Argon2PasswordHasher();

  @Test
  void onlyThePasswordMatchesItsHash() {
    PasswordHash hash = hasher.hash("correct horse");
    assertThat(hash.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hasher.matches("correct horse", hash)).isTrue();
    assertThat(hasher.matches("correct house", hash)).isFalse();
    assertThat(hash.toString()).doesNotContain(hash.value());
  }

  @Test
  void theSamePasswordHasManyHashes() {
    assertThat(hasher.hash("correct horse")).isNotEqualTo(hasher.hash("correct horse"));
  }

  @Test
  void nothingMatchesADecoy() {
    assertThat(hasher.matches("", hasher.decoy())).isFalse();
    assertThat(hasher.decoy().value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void whoComesWhenAllAreBusyIsToldToComeBack() throws Exception {
    Argon2PasswordHasher narrow = new Argon2PasswordHasher(1, 1);
    PasswordHash decoy = narrow.decoy();
    AtomicReference<Problem> refusal = new AtomicReference<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        callers.execute(
            () -> {
              long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
              while (refusal.get() == null && System.nanoTime() < end) {
                try {
                  narrow.matches("wrong", decoy);
                } catch (ProblemException e) {
                  refusal.set(e.problem());
                }
              }
            });
      }
    }
    assertThat(refusal.get().code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.get().retryAfter()).isPresent();
    assertThat(narrow.matches("wrong", decoy)).isFalse();
  }
}
