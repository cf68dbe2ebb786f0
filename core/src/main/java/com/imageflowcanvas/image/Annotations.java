package com.imageflowcanvas.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What components have said about the image so far. Places are pixels of the submitted image, so
 * that no change of the geometry touches them.
 */
public record Annotations(
    List<Detection> detections, List<Mask> masks, List<Text> texts, List<Verdict> verdicts) {
  public static final Annotations NONE = new Annotations(List.of());

  /** What components can want of a frame, and give with it. */
  public enum Kind {
    DETECTIONS,
    MASKS,
    TEXTS,
    VERDICTS
  }

  public Annotations {
    detections = List.copyOf(detections);
    masks = List.copyOf(masks);
    texts = List.copyOf(texts);
    verdicts = List.copyOf(verdicts);
  }

  public Annotations(List<Detection> detections) {
    this(detections, List.of(), List.of(), List.of());
  }

  public Annotations plus(List<? extends Annotation> more) {
    List<Detection> allDetections = new ArrayList<>(detections);
    List<Mask> allMasks = new ArrayList<>(masks);
    List<Text> allTexts = new ArrayList<>(texts);
    List<Verdict> allVerdicts = new ArrayList<>(verdicts);
    for (Annotation annotation : more) {
      switch (annotation) {
        case Detection detection -> allDetections.add(detection);
        case Mask mask -> allMasks.add(mask);
        case Text text -> allTexts.add(text);
        case Verdict verdict -> allVerdicts.add(verdict);
      }
    }
    return new Annotations(allDetections, allMasks, allTexts, allVerdicts);
  }

  /** All of them, kind by kind. */
  public Stream<Annotation> all() {
    return Stream.of(detections, masks, texts, verdicts).flatMap(List::stream);
  }

  /** The same; those of unknown origin now come from there. */
  public Annotations from(Origin origin) {
    if (all().noneMatch(annotation -> annotation.origin().equals(Origin.UNKNOWN))) {
      return this;
    }
    return NONE.plus(all().map(annotation -> known(annotation, origin)).toList());
  }

  private static Annotation known(Annotation annotation, Origin origin) {
    return annotation.origin().equals(Origin.UNKNOWN) ? annotation.from(origin) : annotation;
  }
}
