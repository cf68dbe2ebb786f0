package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstPassesAndThenTheRate() {
    TokenBucket bucket = new TokenBucket(2, 3, 0);
    for (int left = 2; left >= 0; left--) {
      assertThat(bucket.take(0).remaining()).isEqualTo(left);
    }
    TokenBucket.Take refused = bucket.take(0);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.untilNext()).isEqualTo(Duration.ofMillis(500));
    assertThat(refused.untilFull()).isEqualTo(Duration.ofMillis(1500));
    assertThat(bucket.take(SECOND / 2).allowed()).isTrue();
    assertThat(bucket.take(SECOND / 2).allowed()).isFalse();
  }

  @Test
  void itNeverHoldsMoreThanItsCapacity() {
    TokenBucket bucket = new TokenBucket(10, 3, 0);
    assertThat(bucket.take(100 * SECOND).remaining()).isEqualTo(2);
    assertThat(bucket.isFull(100 * SECOND)).isFalse();
    assertThat(bucket.isFull(101 * SECOND)).isTrue();
  }

  @Test
  void aClockThatStepsBackAddsNothing() {
    TokenBucket bucket = new TokenBucket(1, 1, 10 * SECOND);
    assertThat(bucket.take(10 * SECOND).allowed()).isTrue();
    assertThat(bucket.take(5 * SECOND).allowed()).isFalse();
  }

  @Test
  void everyKeyHasItsOwn() {
    RateLimit<String> limit = new RateLimit<>(1, 1);
    assertThat(limit.take("a", 0).allowed()).isTrue();
    assertThat(limit.take("a", 0).allowed()).isFalse();
    assertThat(limit.take("b", 0).allowed()).isTrue();
  }
}
