package com.imageflowcanvas.model;

import java.util.Set;

/**
 * What a caller wants of a detector.
 *
 * @param confidenceThreshold 0..1; weaker detections are left out
 * @param iouThreshold 0..1; of two boxes of one class that overlap more, the weaker is left out
 * @param targetClasses class names to keep; empty keeps all
 * @param maxDetections at most this many, the most confident first
 */
public record DetectOptions(
    float confidenceThreshold, float iouThreshold, Set<String> targetClasses, int maxDetections) {
  public static final DetectOptions DEFAULT = new DetectOptions(0.5f, 0.45f, Set.of(), 300);

  public DetectOptions {
    targetClasses = Set.copyOf(targetClasses);
  }
}
