package com.imageflowcanvas.execution;

import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says how long an execution will take, from what its pipeline has taken lately and from how fast
 * the queue has moved. Keeps exponentially weighted means in memory; the first answers come from
 * the store. Thread-safe.
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

  /** Between the ends of two images of whatever pipeline while there is enough to do. */
  private @Nullable Double millisPerItemAhead;

  private Instant lastEnd = Instant.MIN;

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
    double millis = millis(ended.processingTime().orElseThrow()) / ended.items().size();
    millisPerItem.merge(ended.pipelineId(), millis, DurationEstimator::mean);
    learnPace(
        ended.startedAt().orElseThrow(), ended.completedAt().orElseThrow(), ended.items().size());
  }

  private synchronized void learnPace(Instant start, Instant end, int items) {
    boolean alone = start.isAfter(lastEnd);
    double millis =
        alone
            ? millis(Duration.between(start, end)) / Math.max(items, workers)
            : Math.max(0, millis(Duration.between(lastEnd, end))) / items;
    millisPerItemAhead = mean(pace(), millis);
    lastEnd = end.isAfter(lastEnd) ? end : lastEnd;
  }

  /** From now until this many images of the pipeline are done, behind those ahead in the queue. */
  public Duration untilDone(PipelineId pipeline, int items, long itemsAhead) {
    double own = millisPerItem.computeIfAbsent(pipeline, id -> fromStore(Optional.of(id)));
    double millis = own * items + pace() * itemsAhead;
    return Duration.ofMillis(Math.max(1, Math.round(millis)));
  }

  private synchronized double pace() {
    if (millisPerItemAhead == null) {
      millisPerItemAhead = fromStore(Optional.empty()) / workers;
    }
    return millisPerItemAhead;
  }

  private double fromStore(Optional<PipelineId> pipeline) {
    List<Duration> times = store.recentTimesPerItem(pipeline, SAMPLE);
    if (times.isEmpty() && pipeline.isPresent()) {
      return fromStore(Optional.empty());
    }
    return times.stream()
        .mapToDouble(DurationEstimator::millis)
        .average()
        .orElse(FIRST_GUESS.toMillis());
  }

  private static double mean(double old, double newest) {
    return old + WEIGHT_OF_NEWEST * (newest - old);
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
