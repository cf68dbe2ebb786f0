package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.AccessTokens;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {
  private final AccessFixture.MovableClock clock = new AccessFixture.MovableClock();
  private final CountingTokens signed = new CountingTokens();
  private final RememberedTokens tokens = new RememberedTokens(signed, clock);

  @Test
  void signatureOfTheSameTokenIsCheckedOnce() {
    assertThat(tokens.verify("good")).isPresent();
    assertThat(tokens.verify("good")).isEqualTo(tokens.verify("good"));
    assertThat(signed.checked).containsExactly("good");
  }

  @Test
  void expiredTokenIsNotRemembered() {
    tokens.verify("good");
    clock.advance(Duration.ofHours(1));
    assertThat(tokens.verify("good")).isEmpty();
  }

  @Test
  void forgedTokensAreCheckedEachTime() {
    assertThat(tokens.verify("forged")).isEmpty();
    assertThat(tokens.verify("forged")).isEmpty();
    assertThat(signed.checked).containsExactly("forged", "forged");
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 25_000; i++) {
      assertThat(tokens.verify("good " + i)).isPresent();
    }
    assertThat(tokens.size()).isLessThanOrEqualTo(10_000);
  }

  /** Takes whatever begins with "good" for an hour, and notes what it was asked. */
  private final class CountingTokens implements AccessTokens {
    private final List<String> checked = new ArrayList<>();
    private final Instant end = clock.instant().plus(Duration.ofHours(1));

    @Override
    public Optional<Verified> verify(String token) {
      checked.add(token);
      return token.startsWith("good") && clock.instant().isBefore(end)
          ? Optional.of(new Verified(new SessionId("session"), end))
          : Optional.empty();
    }

    @Override
    public String issue(User user, SessionId session, Instant now, Instant expiresAt) {
      return "good";
    }

    @Override
    public String rotate() {
      return "next";
    }

    @Override
    public void removeOutlived() {}

    @Override
    public List<String> publicKeys() {
      return List.of();
    }
  }
}
