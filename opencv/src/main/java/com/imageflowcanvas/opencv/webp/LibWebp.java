package com.imageflowcanvas.opencv.webp;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libwebp inside OpenCV's library, called past OpenCV because that always decodes whole images.
 * It averages row by row, before it makes colors of luma and chroma, and leaves out the filter
 * against the edges of blocks. Reading the bits takes most of the time and is not saved; what is,
 * is the whole raster and a filter's way over it. Thread-safe.
 */
public final class LibWebp {
  private static final Logger log = LoggerFactory.getLogger(LibWebp.class);

  /**
   * What is left for a better filter than averaging, of a side: with 1.5 the gradients of a resized
   * photo fall from 0.98 to 0.97 of those without shrinking.
   */
  private static final double SPARE = 2;

  private final DecoderFunctions functions;

  private LibWebp(DecoderFunctions functions) {
    this.functions = functions;
  }

  /**
   * The library, once OpenCV is loaded.
   *
   * @return empty where OpenCV was built so that its libwebp cannot be called, or with one of
   *     another binary interface; WebP is then read whole, by OpenCV
   */
  public static Optional<LibWebp> find() {
    return find(SymbolLookup.loaderLookup());
  }

  static Optional<LibWebp> find(SymbolLookup library) {
    try {
      DecoderFunctions functions = new DecoderFunctions(library);
      if (functions.knowOurStructs()) {
        return Optional.of(new LibWebp(functions));
      }
      log.info("WebP is read whole: libwebp has another binary interface");
    } catch (NoSuchElementException e) {
      log.info("WebP is read whole: libwebp cannot be called ({})", e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * Reads a still image without alpha, smaller by a whole factor; sides are rounded up.
   *
   * @param file native memory, a complete file
   * @param stored what its header says, in px
   * @param needed in px as stored; the result is never smaller
   * @return empty where shrinking by two is too much already, and for alpha and animations
   * @throws DataFormatException when the data are damaged or of another size
   */
  public Optional<Raster> shrunk(
      MemorySegment file, Size stored, Size needed, RasterAllocator allocator)
      throws DataFormatException {
    int factor = factor(stored, needed);
    if (factor < 2) {
      return Optional.empty();
    }
    Features features = functions.features(file);
    if (features.hasAlpha() || features.isAnimated()) {
      return Optional.empty();
    }
    if (!features.size().equals(stored)) {
      throw new DataFormatException(
          text(features.size()) + " px (expected: " + text(stored) + ", as its header says)");
    }
    Raster raster =
        allocator.allocate(
            Math.ceilDiv(stored.width(), factor),
            Math.ceilDiv(stored.height(), factor),
            PixelFormat.BGR24);
    functions.decode(file, raster);
    return Optional.of(raster);
  }

  private static String text(Size size) {
    return size.width() + "x" + size.height();
  }

  private static int factor(Size stored, Size needed) {
    double width = (double) stored.width() / needed.width();
    double height = (double) stored.height() / needed.height();
    return (int) (Math.min(width, height) / SPARE);
  }
}
