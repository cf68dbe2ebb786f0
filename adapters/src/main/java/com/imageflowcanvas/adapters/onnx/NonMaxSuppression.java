package com.imageflowcanvas.adapters.onnx;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Greedy, class by class: the most confident box stays, those of its class that overlap it too much
 * go, and so on.
 */
final class NonMaxSuppression {
  private NonMaxSuppression() {}

  /**
   * Indices of the boxes that stay, the most confident first; of equal ones, the one added first.
   *
   * @param maxOverlap intersection over union, 0..1
   * @param wanted whether boxes of a class id are wanted at all
   * @param limit at most this many stay
   */
  static int[] keep(Candidates boxes, float maxOverlap, IntPredicate wanted, int limit) {
    long[] order = mostConfidentFirst(boxes, wanted);
    int[] kept = new int[Math.clamp(limit, 0, order.length)];
    int count = 0;
    for (int i = 0; i < order.length && count < kept.length; i++) {
      int candidate = (int) order[i];
      if (isFree(candidate, kept, count, boxes, maxOverlap)) {
        kept[count++] = candidate;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static boolean isFree(
      int candidate, int[] kept, int count, Candidates boxes, float maxOverlap) {
    for (int i = 0; i < count; i++) {
      if (boxes.classId(kept[i]) == boxes.classId(candidate)
          && boxes.overlap(kept[i], candidate) > maxOverlap) {
        return false;
      }
    }
    return true;
  }

  /** The index in the lower half of each number; the bits of a float above 0 sort as it does. */
  private static long[] mostConfidentFirst(Candidates boxes, IntPredicate wanted) {
    long[] keys = new long[boxes.size()];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      if (wanted.test(boxes.classId(i))) {
        long weakness = (long) Integer.MAX_VALUE - Float.floatToRawIntBits(boxes.score(i));
        keys[count++] = weakness << 32 | i;
      }
    }
    long[] order = Arrays.copyOf(keys, count);
    Arrays.sort(order);
    return order;
  }
}
