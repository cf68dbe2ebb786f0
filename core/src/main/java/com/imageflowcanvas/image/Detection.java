package com.imageflowcanvas.image;

/**
 * Something found in an image.
 *
 * @param classId index of the class in its model
 * @param confidence 0..1
 * @param box pixels of the submitted image (after EXIF orientation) inside a {@link Frame}; pixels
 *     of the detector's own input where a detector answers
 */
public record Detection(String className, int classId, float confidence, Box box, Origin origin)
    implements Annotation {

  public Detection(String className, int classId, float confidence, Box box) {
    this(className, classId, confidence, box, Origin.UNKNOWN);
  }

  public Detection withBox(Box newBox) {
    return new Detection(className, classId, confidence, newBox, origin);
  }

  @Override
  public Detection from(Origin other) {
    return new Detection(className, classId, confidence, box, other);
  }
}
