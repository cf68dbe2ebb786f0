package com.imageflowcanvas.opencv.scale;

import java.util.Arrays;

/**
 * Weighted sums of rows. The loops are of the kind that the JVM's compiler turns into vector
 * instructions (bytes and floats, one index), at about 0.06 ns a product; that is why samples are
 * signed here: 0..255 lies at -128..127. Floating point in Java gives the same on every machine.
 */
final class RowSums {
  /** Added and taken away again, it leaves a float rounded to a whole number. */
  private static final float ROUND = 0x1.8p23f;

  private static final float LOWEST = -128;
  private static final float HIGHEST = 127;

  private final byte[] rows;
  private final int length;
  private final float[] sums;

  /**
   * @param rows one after the other, signed samples
   * @param length samples of a row
   * @param sums working memory for one row
   */
  RowSums(byte[] rows, int length, float[] sums) {
    this.rows = rows;
    this.length = length;
    this.sums = sums;
  }

  /**
   * Writes the scaled rows {@code from} to {@code to}, as signed samples.
   *
   * @param base the row of the source at which the rows begin
   */
  void signed(Taps taps, int from, int to, int base, byte[] result) {
    for (int i = from; i < to; i++) {
      sum(taps, i, base);
      bound(sums, length);
      narrow(sums, result, (i - from) * length, length);
    }
  }

  /** Writes one scaled row, as samples from 0 to 255. */
  void unsigned(Taps taps, int row, int base, byte[] result) {
    sum(taps, row, base);
    bound(sums, length);
    narrow(sums, result, 0, length);
    flip(result, length);
  }

  /** Turns samples from 0 to 255 into signed ones, or back. */
  static void flip(byte[] samples, int length) {
    for (int i = 0; i < length; i++) {
      samples[i] = (byte) (samples[i] ^ 0x80);
    }
  }

  private void sum(Taps taps, int row, int base) {
    int count = taps.count();
    float[] weights = taps.weights();
    int at = (taps.first()[row] - base) * length;
    int w = row * count;
    int end = w + count;
    if (count >= 4) {
      firstFour(rows, at, weights, w, sums, length);
      at += 4 * length;
      w += 4;
    } else {
      Arrays.fill(sums, 0, length, 0);
    }
    for (; w + 4 <= end; w += 4) {
      four(rows, at, weights, w, sums, length);
      at += 4 * length;
    }
    for (; w < end; w++) {
      one(rows, at, weights[w], sums, length);
      at += length;
    }
  }

  private static void firstFour(
      byte[] rows, int a, float[] weights, int w, float[] sums, int length) {
    int b = a + length;
    int c = b + length;
    int d = c + length;
    float p = weights[w];
    float q = weights[w + 1];
    float r = weights[w + 2];
    float s = weights[w + 3];
    for (int i = 0; i < length; i++) {
      sums[i] = p * rows[a + i] + q * rows[b + i] + r * rows[c + i] + s * rows[d + i];
    }
  }

  private static void four(byte[] rows, int a, float[] weights, int w, float[] sums, int length) {
    int b = a + length;
    int c = b + length;
    int d = c + length;
    float p = weights[w];
    float q = weights[w + 1];
    float r = weights[w + 2];
    float s = weights[w + 3];
    for (int i = 0; i < length; i++) {
      sums[i] += p * rows[a + i] + q * rows[b + i] + r * rows[c + i] + s * rows[d + i];
    }
  }

  private static void one(byte[] rows, int a, float weight, float[] sums, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += weight * rows[a + i];
    }
  }

  /** Clamps and rounds. {@code Math.min} of floats minds NaN and costs four times as much. */
  private static void bound(float[] sums, int length) {
    for (int i = 0; i < length; i++) {
      float sum = sums[i];
      float clamped = 0.5f * (Math.abs(sum - LOWEST) - Math.abs(sum - HIGHEST) + LOWEST + HIGHEST);
      sums[i] = clamped + ROUND - ROUND;
    }
  }

  private static void narrow(float[] sums, byte[] result, int at, int length) {
    for (int i = 0; i < length; i++) {
      result[at + i] = (byte) sums[i];
    }
  }
}
