package com.imageflowcanvas.image;

/**
 * Something read in an image: writing, or what a code holds.
 *
 * @param confidence 0..1
 * @param box around it, pixels of the submitted image
 */
public record Text(String value, float confidence, Box box, Origin origin) implements Annotation {

  public Text(String value, float confidence, Box box) {
    this(value, confidence, box, Origin.UNKNOWN);
  }

  @Override
  public Text from(Origin other) {
    return new Text(value, confidence, box, other);
  }
}
