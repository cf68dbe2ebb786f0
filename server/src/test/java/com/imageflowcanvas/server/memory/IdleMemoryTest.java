package com.imageflowcanvas.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {
  private final AtomicReference<Duration> unused = new AtomicReference<>(Duration.ZERO);
  private final AtomicInteger given = new AtomicInteger();

  @Test
  void memoryIsGivenBackOnceAfterEachTimeOfWork() {
    try (IdleMemory memory =
        new IdleMemory(unused::get, Duration.ofSeconds(10), given::incrementAndGet)) {
      memory.look();
      assertThat(given).hasValue(0);
      unused.set(Duration.ofSeconds(10));
      memory.look();
      memory.look();
      assertThat(given).hasValue(1);
      unused.set(Duration.ofMillis(1));
      memory.look();
      unused.set(Duration.ofSeconds(11));
      memory.look();
      assertThat(given).hasValue(2);
    }
  }
}
