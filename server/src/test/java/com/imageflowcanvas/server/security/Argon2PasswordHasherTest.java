package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.PasswordHash;
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
}
