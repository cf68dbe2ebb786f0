package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.testkit.store.Samples;
import com.imageflowcanvas.testkit.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Estimates for two workers. */
class DurationEstimatorTest {
  private static final PipelineId QUICK = PipelineId.next();
  private static final PipelineId SLOW = PipelineId.next();

  private final ExecutionStore store = Stores.inMemory().executions();
  private final DurationEstimator estimator = new DurationEstimator(store, 2);

  @Test
  void nothingKnownIsTheDocumentsFigure() {
    assertThat(estimator.untilDone(QUICK, 1, 0)).isEqualTo(Duration.ofMillis(100));
    assertThat(estimator.untilDone(QUICK, 1, 20)).isEqualTo(Duration.ofMillis(1_100));
  }

  @Test
  void firstAnswerComesFromWhatIsStored() {
    Execution pending = Samples.pending(SLOW, ALICE, Priority.NORMAL, START, 4);
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    Execution claimed = store.claim(NODE, START, START.plusSeconds(60), 1).getFirst();
    store.finish(
        Samples.completed(claimed.after(new ExecutionEvent.Began(START)), START.plusSeconds(2)),
        1,
        List.of());
    assertThat(estimator.untilDone(SLOW, 2, 0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void eachPipelineTakesItsOwnTime() {
    for (int i = 0; i < 50; i++) {
      learn(SLOW, i * 10_000L, 800, 1);
      learn(QUICK, i * 10_000L + 5_000, 10, 1);
    }
    assertThat(millis(SLOW, 1, 0)).isCloseTo(800, within(5L));
    assertThat(millis(QUICK, 1, 0)).isCloseTo(10, within(5L));
    assertThat(millis(QUICK, 10, 0)).isCloseTo(100, within(20L));
  }

  @Test
  void queueMovesAtThePaceOfWhatEndedLately() {
    learn(QUICK, 0, 10, 1);
    // four are in flight on two workers: each takes 800 ms, one of them ends every 200 ms
    for (int i = 0; i < 60; i++) {
      learn(SLOW, 1_000 + i * 200L, 800, 1);
    }
    assertThat(millis(QUICK, 1, 100)).isCloseTo(20_000, within(1_000L));
  }

  @Test
  void executionThatRanAloneCouldHaveSharedTheWorkers() {
    for (int i = 0; i < 60; i++) {
      learn(SLOW, i * 10_000L, 800, 1);
    }
    assertThat(millis(SLOW, 1, 10)).isCloseTo(800 + 10 * 400, within(100L));
  }

  private long millis(PipelineId pipeline, int items, long ahead) {
    return estimator.untilDone(pipeline, items, ahead).toMillis();
  }

  private void learn(PipelineId pipeline, long startMillis, long tookMillis, int items) {
    Instant start = START.plusMillis(startMillis);
    Execution running =
        Samples.pending(pipeline, ALICE, Priority.NORMAL, start, items)
            .after(new ExecutionEvent.Claimed(NODE, start.plusSeconds(60), start))
            .after(new ExecutionEvent.Began(start));
    estimator.learn(Samples.completed(running, start.plusMillis(tookMillis)));
  }
}
