package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.image.ImageFormat;

/**
 * How results are written.
 *
 * @param quality 1..100, for JPEG and WebP
 */
public record OutputOptions(ImageFormat format, int quality) {
  public static final OutputOptions DEFAULT = new OutputOptions(ImageFormat.JPEG, 90);
}
