package com.imageflowcanvas.adapters.jdbc;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as columns hold them: microseconds since 1970; what is finer is cut off. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final long MAX_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

  private Micros() {}

  /** Instants beyond the range of a column (292,000 years) become its ends. */
  static long of(Instant instant) {
    long seconds = Math.clamp(instant.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
    return seconds * PER_SECOND + instant.getNano() / 1_000;
  }

  static @Nullable Long orNull(Optional<Instant> instant) {
    return instant.isEmpty() ? null : (Long) of(instant.get());
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
  }

  static Optional<Instant> optional(@Nullable Long micros) {
    return micros == null ? Optional.empty() : Optional.of(instant(micros));
  }
}
