package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ProblemException;
import java.util.Optional;

/** The bytes of an image file, read as far as its structure goes; pixels are not decoded. */
sealed interface ImageFile permits JpegFile, PngFile, WebpFile, BmpFile, TiffFile, GifFile {

  /**
   * Reads what the file says of itself.
   *
   * @throws ProblemException IMAGE_CORRUPT
   */
  ImageHeader header();

  /**
   * Checks that the first image of the file is there to its end; decoders fill what is missing with
   * grey, some without a word.
   *
   * @throws ProblemException IMAGE_CORRUPT
   */
  void requireComplete();

  /**
   * How pixels are stored.
   *
   * @throws ProblemException IMAGE_CORRUPT when it is a way that cannot be read
   */
  default StoredPixels pixels() {
    return StoredPixels.KNOWN;
  }

  /**
   * A file that ends after the first image, where this one does not and decoders go through all.
   * Only of a file that is complete.
   */
  default Optional<byte[]> firstImage() {
    return Optional.empty();
  }
}
