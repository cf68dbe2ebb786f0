package com.imageflowcanvas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.engine.CpuGate.Lane;
import com.imageflowcanvas.model.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CpuGateTest {
  private final List<String> admitted = new CopyOnWriteArrayList<>();

  @Test
  void whoHasAHeadStartGoesBeforeWhatCameWithinIt() throws Exception {
    CpuGate gate = new CpuGate(1, 0);
    CpuGate.Permit busy = enter(gate, Lane.BATCH);
    enterLater(gate, Lane.BATCH, "first", Duration.ZERO);
    enterLater(gate, Lane.BATCH, "second", Duration.ZERO);
    enterLater(gate, Lane.BATCH, "urgent", Duration.ofHours(1));
    enterLater(gate, Lane.BATCH, "soon", Duration.ofMinutes(1));
    CompletableFuture<Void> last = enterLater(gate, Lane.BATCH, "third", Duration.ZERO);
    busy.close();
    last.get();
    assertThat(admitted).containsExactly("urgent", "soon", "first", "second", "third");
  }

  @Test
  void oneLaneMayUseWhatTheOtherDoesNotWant() throws Exception {
    CpuGate gate = new CpuGate(2, 1);
    try (CpuGate.Permit _ = enter(gate, Lane.BATCH);
        CpuGate.Permit _ = enter(gate, Lane.BATCH)) {
      assertThat(gate.waiting(Lane.BATCH)).isZero();
    }
    try (CpuGate.Permit _ = enter(gate, Lane.LIVE);
        CpuGate.Permit _ = enter(gate, Lane.LIVE)) {
      assertThat(gate.waiting(Lane.LIVE)).isZero();
    }
  }

  @Test
  void neitherLaneStarvesTheOther() throws Exception {
    CpuGate gate = new CpuGate(2, 1);
    CpuGate.Permit one = enter(gate, Lane.BATCH);
    CpuGate.Permit two = enter(gate, Lane.BATCH);
    enterLater(gate, Lane.BATCH, "batch", Duration.ofDays(1));
    CompletableFuture<Void> live = enterLater(gate, Lane.LIVE, "live", Duration.ZERO);
    one.close();
    live.get();
    two.close();
    assertThat(admitted.getFirst()).isEqualTo("live");

    CpuGate.Permit frame = enter(gate, Lane.LIVE);
    CpuGate.Permit other = enter(gate, Lane.LIVE);
    enterLater(gate, Lane.LIVE, "another frame", Duration.ofDays(1));
    CompletableFuture<Void> batch = enterLater(gate, Lane.BATCH, "another batch", Duration.ZERO);
    frame.close();
    batch.get();
    other.close();
    assertThat(admitted.indexOf("another batch")).isEqualTo(2);
  }

  @Test
  void batchGivesWayToLiveBetweenStepsAndGoesOnAfterwards() throws Exception {
    CpuGate gate = new CpuGate(1, 1);
    CpuGate.Permit batch = enter(gate, Lane.BATCH);
    batch.yieldToLive();
    CompletableFuture<Void> live = enterLater(gate, Lane.LIVE, "live", Duration.ZERO);
    batch.yieldToLive();
    live.get();
    assertThat(admitted).containsExactly("live");
    batch.close();
  }

  @Test
  void whoWaitsForSomethingElseGivesItsPermitBack() throws Exception {
    CpuGate gate = new CpuGate(1, 0);
    CpuGate.Permit waits = enter(gate, Lane.BATCH);
    waits.pause();
    enter(gate, Lane.BATCH).close();
    waits.resume();
    CompletableFuture<Void> next = enterLater(gate, Lane.BATCH, "next", Duration.ZERO);
    assertThat(next).isNotDone();
    waits.close();
    waits.close();
    next.get();
  }

  @Test
  void cancelledOneWaitsNoLongerAndHoldsNothing() throws Exception {
    CpuGate gate = new CpuGate(1, 0);
    CpuGate.Permit busy = enter(gate, Lane.BATCH);
    CancelToken token = new CancelToken();
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                gate.enter(Lane.BATCH, Duration.ZERO, token).close();
                cancelled.complete(null);
              } catch (InterruptedException e) {
                cancelled.completeExceptionally(e);
              }
            });
    while (gate.waiting(Lane.BATCH) == 0) {
      Thread.onSpinWait();
    }
    token.cancel();
    assertThatThrownBy(() -> cancelled.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(gate.waiting(Lane.BATCH)).isZero();
    busy.close();
    enter(gate, Lane.BATCH).close();
  }

  @Test
  void neverMoreAtOnceThanThereArePermits() throws Exception {
    CpuGate gate = new CpuGate(3, 1);
    AtomicInteger inside = new AtomicInteger();
    List<Integer> seen = new CopyOnWriteArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 300; i++) {
        Lane lane = i % 3 == 0 ? Lane.LIVE : Lane.BATCH;
        threads.submit(
            () -> {
              try (CpuGate.Permit permit = enter(gate, lane)) {
                seen.add(inside.incrementAndGet());
                Thread.yield();
                inside.decrementAndGet();
                permit.yieldToLive();
              }
              return null;
            });
      }
    }
    assertThat(seen).hasSize(300).allMatch(count -> count <= 3);
  }

  @Test
  void sharedIsAGateWhereMoreThanOneWorksOrWantsTo() throws Exception {
    CpuGate gate = new CpuGate(2, 1);
    assertThat(gate.isShared()).isFalse();
    try (CpuGate.Permit _ = enter(gate, Lane.BATCH)) {
      assertThat(gate.isShared()).isFalse();
      try (CpuGate.Permit _ = enter(gate, Lane.LIVE)) {
        assertThat(gate.isShared()).isTrue();
      }
      assertThat(gate.isShared()).isFalse();
    }
  }

  private static CpuGate.Permit enter(CpuGate gate, Lane lane) throws InterruptedException {
    return gate.enter(lane, Duration.ZERO, Cancellation.NEVER);
  }

  /** Waits in its lane when this returns. */
  private CompletableFuture<Void> enterLater(
      CpuGate gate, Lane lane, String name, Duration headStart) {
    int before = gate.waiting(lane);
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (CpuGate.Permit _ = gate.enter(lane, headStart, Cancellation.NEVER)) {
                admitted.add(name);
                done.complete(null);
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            });
    while (gate.waiting(lane) == before) {
      Thread.onSpinWait();
    }
    return done;
  }
}
