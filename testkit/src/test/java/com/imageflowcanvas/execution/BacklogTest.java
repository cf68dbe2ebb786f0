package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.store.Samples;
import com.imageflowcanvas.testkit.store.Stores;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BacklogTest {
  private final ExecutionStore store = Stores.inMemory().executions();

  @Test
  void shortQueueIsCountedAnewEachTime() {
    Backlog backlog = at(0);
    Execution first = waits(Priority.NORMAL);
    assertThat(backlog.waiting(10)).isEqualTo(1);
    assertThat(backlog.itemsAhead(next(Priority.NORMAL))).isEqualTo(2);
    store.cancel(first, START);
    assertThat(backlog.waiting(10)).isZero();
    assertThat(backlog.itemsAhead(next(Priority.NORMAL))).isZero();
  }

  @Test
  void longQueueGrowsByWhatIsAcceptedHere() {
    Backlog backlog = at(0);
    for (int i = 0; i < Backlog.LONG; i++) {
      waits(Priority.NORMAL);
    }
    assertThat(backlog.waiting(10_000)).isEqualTo(1_000);
    assertThat(backlog.itemsAhead(next(Priority.NORMAL))).isEqualTo(2_000);
    assertThat(backlog.itemsAhead(next(Priority.LOW))).isEqualTo(2_000);
    backlog.accepted(waits(Priority.NORMAL));
    assertThat(backlog.waiting(10_000)).isEqualTo(1_001);
    assertThat(backlog.itemsAhead(next(Priority.NORMAL))).isEqualTo(2_002);
    assertThat(backlog.itemsAhead(next(Priority.LOW))).isEqualTo(2_002);
    backlog.accepted(waits(Priority.LOW));
    assertThat(backlog.itemsAhead(next(Priority.NORMAL)))
        .as("low ones wait behind")
        .isEqualTo(2_002);
  }

  @Test
  void nobodyIsTurnedAwayForARememberedLength() {
    Backlog backlog = at(0);
    for (int i = 0; i < Backlog.LONG; i++) {
      waits(Priority.NORMAL);
    }
    assertThat(backlog.waiting(2_000)).isEqualTo(1_000);
    store.claim(NODE, START, START.plusSeconds(60), 400);
    assertThat(backlog.waiting(2_000)).as("remembered").isEqualTo(1_000);
    assertThat(backlog.waiting(1_000)).as("counted").isEqualTo(600);
  }

  @Test
  void highOnesHaveOnlyTheirLikeAhead() {
    Backlog backlog = at(0);
    waits(Priority.NORMAL);
    waits(Priority.HIGH);
    assertThat(backlog.itemsAhead(next(Priority.HIGH))).isEqualTo(2);
    assertThat(backlog.itemsAhead(next(Priority.LOW))).isEqualTo(4);
  }

  private Backlog at(long second) {
    return new Backlog(store, Clock.fixed(Samples.at(second), ZoneOffset.UTC));
  }

  /** One with two images, accepted at the start. */
  private Execution waits(Priority priority) {
    Execution pending = Samples.pending(PIPELINE, ALICE, priority, START, 2);
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  private static Execution next(Priority priority) {
    return Samples.pending(PIPELINE, ALICE, priority, START.plusMillis(500), 1);
  }
}
