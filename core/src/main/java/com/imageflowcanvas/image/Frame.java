package com.imageflowcanvas.image;

import java.time.Instant;
import java.util.List;

/**
 * What flows along every edge of a pipeline.
 *
 * @param image always {@link PixelFormat#BGR24}
 * @param toSubmitted maps pixels of {@code image} to pixels of the image as submitted (after EXIF
 *     orientation, before any shrinking while loading)
 */
public record Frame(
    Raster image, Annotations annotations, Transform toSubmitted, Instant capturedAt) {

  /** The same place of the scene in other pixels, for example filtered. */
  public Frame withImage(Raster other) {
    return new Frame(other, annotations, toSubmitted, capturedAt);
  }

  /**
   * Other pixels of another geometry.
   *
   * @param toPrevious maps pixels of {@code other} to pixels of this frame's image
   */
  public Frame withImage(Raster other, Transform toPrevious) {
    return new Frame(other, annotations, toSubmitted.after(toPrevious), capturedAt);
  }

  /** The same with more said about it. */
  public Frame with(List<? extends Annotation> more) {
    return withAnnotations(annotations.plus(more));
  }

  /** The same with this said about it, and nothing else. */
  public Frame withAnnotations(Annotations said) {
    return new Frame(image, said, toSubmitted, capturedAt);
  }

  public Frame withDetections(List<Detection> more) {
    return with(more);
  }

  public Size size() {
    return new Size(image.width(), image.height());
  }
}
