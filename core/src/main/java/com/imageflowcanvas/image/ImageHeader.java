package com.imageflowcanvas.image;

/**
 * What the file says of itself before anything is decoded.
 *
 * @param width px as stored, before orientation
 * @param height px as stored, before orientation
 * @param frames images of an animation or pages; 1 for a still image
 * @param scans progressive scans of a JPEG; 1 otherwise
 */
public record ImageHeader(
    ImageFormat format, int width, int height, Orientation orientation, int frames, int scans) {

  /** Size in px as a person sees it, after orientation. */
  public Size uprightSize() {
    return orientation.swapsSides() ? new Size(height, width) : new Size(width, height);
  }
}
