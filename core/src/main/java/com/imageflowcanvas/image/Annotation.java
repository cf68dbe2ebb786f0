package com.imageflowcanvas.image;

/** Something that a component has said about an image, in pixels of the submitted image. */
public sealed interface Annotation permits Detection, Mask, Text, Verdict {
  Origin origin();

  /** The same, said by somebody else. */
  Annotation from(Origin other);
}
