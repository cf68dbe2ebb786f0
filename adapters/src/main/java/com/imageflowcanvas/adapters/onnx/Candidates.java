package com.imageflowcanvas.adapters.onnx;

import java.util.Arrays;

/**
 * Boxes a network proposes, in px of its input, in no order; parallel arrays, so that thousands
 * cost nothing. Used again for every image; belongs to one thread.
 */
final class Candidates {
  private float[] edges = new float[4 * 256];
  private float[] scores = new float[256];
  private int[] classIds = new int[256];
  private int size;

  void clear() {
    size = 0;
  }

  /** Leaves out what is not a box: NaN, infinite, or without area. */
  void addCentred(float x, float y, float width, float height, float score, int classId) {
    boolean isBox = width > 0 && height > 0 && Float.isFinite(x + y + width + height);
    if (!isBox) {
      return;
    }
    if (size == scores.length) {
      grow();
    }
    edges[4 * size] = x - width / 2;
    edges[4 * size + 1] = y - height / 2;
    edges[4 * size + 2] = x + width / 2;
    edges[4 * size + 3] = y + height / 2;
    scores[size] = Math.min(score, 1);
    classIds[size] = classId;
    size++;
  }

  int size() {
    return size;
  }

  float left(int i) {
    return edges[4 * i];
  }

  float top(int i) {
    return edges[4 * i + 1];
  }

  float right(int i) {
    return edges[4 * i + 2];
  }

  float bottom(int i) {
    return edges[4 * i + 3];
  }

  /** 0..1 */
  float score(int i) {
    return scores[i];
  }

  int classId(int i) {
    return classIds[i];
  }

  /** Intersection over union of two of them, 0..1. */
  float overlap(int a, int b) {
    float width = Math.min(right(a), right(b)) - Math.max(left(a), left(b));
    float height = Math.min(bottom(a), bottom(b)) - Math.max(top(a), top(b));
    if (width <= 0 || height <= 0) {
      return 0;
    }
    float common = width * height;
    return common / (area(a) + area(b) - common);
  }

  private float area(int i) {
    return (right(i) - left(i)) * (bottom(i) - top(i));
  }

  private void grow() {
    edges = Arrays.copyOf(edges, 2 * edges.length);
    scores = Arrays.copyOf(scores, 2 * scores.length);
    classIds = Arrays.copyOf(classIds, 2 * classIds.length);
  }
}
