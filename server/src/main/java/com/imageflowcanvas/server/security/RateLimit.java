package com.imageflowcanvas.server.security;

import java.util.concurrent.ConcurrentHashMap;

/** One bucket of requests for each key. Thread-safe; this process only. */
final class RateLimit<K> {
  /** Above so many keys, those that are quiet are forgotten. */
  private static final int MANY = 10_000;

  private final int perSecond;
  private final int burst;
  private final ConcurrentHashMap<K, TokenBucket> buckets = new ConcurrentHashMap<>();

  RateLimit(int perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  TokenBucket.Take take(K key, long now) {
    if (buckets.size() > MANY && !buckets.containsKey(key)) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
    return buckets.computeIfAbsent(key, made -> new TokenBucket(perSecond, burst, now)).take(now);
  }
}
