package com.imageflowcanvas.execution;

import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says how long an execution will take, from what its pipeline has taken lately. Keeps an
 * exponentially weighted mean of the time per image in memory; the first answer for a pipeline
 * comes from the store. Thread-safe.
 */
public final class DurationEstimator {
  /** For a product that has never run anything; the API document's own figure for one image. */
  private static final Duration FIRST_GUESS = Duration.ofMillis(100);

  private static final double WEIGHT_OF_NEWEST = 0.2;
  private static final int SAMPLE = 20;
  private static final int MAX_PIPELINES = 10_000;

  private final ExecutionStore store;
  private final int workers;
  private final Map<PipelineId, Double> millisPerItem = new ConcurrentHashMap<>();

  /**
   * @param workers how many images are worked on at once
   */
  public DurationEstimator(ExecutionStore store, int workers) {
    this.store = store;
    this.workers = workers;
  }

  /** Learns from an execution that has completed. */
  public void learn(Execution ended) {
    if (ended.state() != ExecutionState.COMPLETED || ended.items().isEmpty()) {
      return;
    }
    if (millisPerItem.size() >= MAX_PIPELINES) {
      millisPerItem.clear();
    }
    double millis = ended.processingTime().orElseThrow().toNanos() / 1e6 / ended.items().size();
    millisPerItem.merge(
        ended.pipelineId(), millis, (old, newest) -> old + WEIGHT_OF_NEWEST * (newest - old));
  }

  /** From now until this many images of the pipeline are done, behind those ahead in the queue. */
  public Duration untilDone(PipelineId pipeline, int items, long itemsAhead) {
    double own = millisPerItem.computeIfAbsent(pipeline, this::fromStore);
    double millis = own * items + own * itemsAhead / workers;
    return Duration.ofMillis(Math.max(1, Math.round(millis)));
  }

  private double fromStore(PipelineId pipeline) {
    List<Duration> times = store.recentTimesPerItem(Optional.of(pipeline), SAMPLE);
    if (times.isEmpty()) {
      times = store.recentTimesPerItem(Optional.empty(), SAMPLE);
    }
    return times.stream()
        .mapToDouble(time -> time.toNanos() / 1e6)
        .average()
        .orElse(FIRST_GUESS.toMillis());
  }
}
