package com.imageflowcanvas.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Makes UUIDs of version 7 (RFC 9562, 5.7): new rows land at the end of an index. Those of one
 * process rise, also within a millisecond: the 12 bits behind it count (RFC 9562, 6.2, method 1).
 * Thread-safe.
 */
public final class TimeOrderedUuid {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Pattern VERSION_7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private static final int COUNTER_BITS = 12;

  /** The newest milliseconds since 1970, and the count within them. */
  private static final AtomicLong LAST = new AtomicLong();

  private TimeOrderedUuid() {}

  /** The canonical text of a new UUID: lower case, 36 characters. */
  public static String next() {
    long tick =
        LAST.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis() << COUNTER_BITS));
    long high = tick >> COUNTER_BITS << 16 | 0x7000L | tick & (1 << COUNTER_BITS) - 1;
    long low = RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** Whether the text may be one of {@link #next}. */
  public static boolean isTimeOrdered(String text) {
    return VERSION_7.matcher(text).matches();
  }

  /** Whether the text is a UUID of any version in canonical form. */
  public static boolean isUuid(String text) {
    return CANONICAL.matcher(text).matches();
  }
}
