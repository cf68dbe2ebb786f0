package com.imageflowcanvas.opencv.scale;

/**
 * Which samples of a line a sample of the scaled line is made of, and how much of each: Lanczos
 * with three lobes, as wide as the factor when the line shrinks, so that nothing is left out.
 *
 * @param count samples that each is made of
 * @param first for each sample of the scaled line, the first of its samples
 * @param weights {@code count} for each sample of the scaled line; their sum is 1
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loops, never compared
record Taps(int count, int[] first, float[] weights) {
  /** The loops take four at once. */
  private static final int GROUP = 4;

  static Taps of(int from, int to) {
    double factor = Math.max(1, (double) from / to);
    double reach = LanczosCurve.LOBES * factor;
    int wanted = Math.ceilDiv((int) Math.ceil(2 * reach), GROUP) * GROUP;
    int count = Math.min(from, wanted);
    int[] first = new int[to];
    float[] weights = new float[Math.multiplyExact(to, count)];
    double[] line = new double[count];
    for (int i = 0; i < to; i++) {
      double middle = (i + 0.5) * from / to - 0.5;
      first[i] = Math.clamp((long) Math.ceil(middle - reach), 0, from - count);
      double sum = 0;
      for (int k = 0; k < count; k++) {
        line[k] = LanczosCurve.at((first[i] + k - middle) / factor);
        sum += line[k];
      }
      for (int k = 0; k < count; k++) {
        weights[i * count + k] = (float) (line[k] / sum);
      }
    }
    return new Taps(count, first, weights);
  }

  /** The first sample that is not needed any more. */
  int end(int scaled) {
    return first[scaled] + count;
  }

  int size() {
    return first.length;
  }
}
