package com.imageflowcanvas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WorkerPoolTest {
  private final WorkerPool pool = new WorkerPool(1, 0);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void workWithAHeadStartGoesBeforeWhatCameWithinIt() {
    CountDownLatch busy = new CountDownLatch(1);
    pool.submit(
        Duration.ZERO,
        memory -> {
          busy.await();
          return "busy";
        });
    submit("first", Duration.ZERO);
    submit("second", Duration.ZERO);
    submit("urgent", Duration.ofHours(1));
    submit("soon", Duration.ofMinutes(1));
    CompletableFuture<String> last = submit("third", Duration.ZERO);
    busy.countDown();
    last.join();
    assertThat(done).containsExactly("urgent", "soon", "first", "second", "third");
  }

  private CompletableFuture<String> submit(String name, Duration headStart) {
    return pool.submit(
        headStart,
        memory -> {
          done.add(name);
          return name;
        });
  }
}
