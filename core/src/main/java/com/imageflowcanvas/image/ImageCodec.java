package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ProblemException;

/** Decodes and encodes images. Thread-safe. */
public interface ImageCodec {

  /**
   * Decodes the first frame, upright and converted to {@link PixelFormat#BGR24}. A JPEG may come
   * out smaller by a factor of 2, 4 or 8, an ordinary PNG or WebP by any whole one, but never
   * smaller than {@code needed} on either side.
   *
   * @param data the file; its header was checked against {@link ImageLimits}
   * @param needed smallest upright size that is enough, in px
   * @throws ProblemException IMAGE_CORRUPT when the data cannot be decoded whole
   */
  Raster decode(byte[] data, ImageHeader header, Size needed, RasterAllocator allocator);

  /**
   * Writes an image as a file.
   *
   * @param format JPEG, PNG or WEBP
   * @param quality 1..100, for JPEG and WEBP; PNG ignores it
   */
  byte[] encode(Raster image, ImageFormat format, int quality);
}
