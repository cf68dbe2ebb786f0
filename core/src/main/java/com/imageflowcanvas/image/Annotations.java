package com.imageflowcanvas.image;

import java.util.List;
import java.util.stream.Stream;

/** What components have said about the image so far. Boxes are pixels of the submitted image. */
public record Annotations(List<Detection> detections) {
  public static final Annotations NONE = new Annotations(List.of());

  public Annotations {
    detections = List.copyOf(detections);
  }

  public Annotations plus(List<Detection> more) {
    return new Annotations(Stream.concat(detections.stream(), more.stream()).toList());
  }
}
