package com.imageflowcanvas.adapters.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.testkit.store.EventBusContract;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

final class InProcessEventBusTest extends EventBusContract {
  @Override
  protected EventBus bus() {
    return new InProcessEventBus();
  }

  @Test
  void countsWhatASlowListenerLost() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Semaphore heard = new Semaphore(0);
    Semaphore busy = new Semaphore(0);
    try (InProcessEventBus bus = new InProcessEventBus(2)) {
      bus.subscribe(
          Numbered.class,
          event -> {
            busy.release();
            await(go);
            heard.release();
          });
      bus.publish(new Numbered(0));
      busy.acquire();

      for (int i = 1; i <= 5; i++) {
        bus.publish(new Numbered(i));
      }
      go.countDown();
      heard.acquire(3);

      assertThat(bus.dropped()).isEqualTo(3);
      assertThat(heard.tryAcquire()).isFalse();
    }
  }

  @Test
  void capacityBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InProcessEventBus(0))
        .withMessageContaining("capacity: 0");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
