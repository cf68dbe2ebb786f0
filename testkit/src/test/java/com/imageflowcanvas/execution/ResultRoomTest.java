package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.file.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results that are made and not yet written. */
@Timeout(120)
class ResultRoomTest {
  private final House house = new House();
  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch twoAtOnce = new CountDownLatch(1);

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void resultsOfMoreImagesThanThereIsRoomForAreNotWrittenAtOnce() throws Exception {
    house.submit(house.pipeline("gate"), House.GIF, House.GIF, House.GIF);
    Execution claimed = house.claim();
    // the least there is: the results of one image, however small
    ByteBudget least = new ByteBudget(1);
    try (BatchExecutor executor = house.executor(Duration.ofMinutes(1), patient(), least)) {
      RunOutcome outcome =
          house.start(executor, claimed).outcome().toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(((RunOutcome.Ended) outcome).files()).hasSize(3);
    }
    assertThat(twoAtOnce.getCount()).as("two images' results were written at once").isEqualTo(1);
  }

  /** Each write gives another the time to come beside it. */
  private ObjectStore patient() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ResultRoomTest.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals("put")) {
                awaitAnother();
              }
              try {
                return called.invoke(house.objects, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void awaitAnother() throws InterruptedException {
    if (underWay.incrementAndGet() > 1) {
      twoAtOnce.countDown();
    }
    boolean ignored = twoAtOnce.await(300, TimeUnit.MILLISECONDS);
    underWay.decrementAndGet();
  }
}
