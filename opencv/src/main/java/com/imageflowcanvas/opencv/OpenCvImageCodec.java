package com.imageflowcanvas.opencv;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Orientation;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.StoredPixels;
import com.imageflowcanvas.opencv.png.ShrunkPng;
import com.imageflowcanvas.opencv.webp.LibWebp;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes with the libraries that OpenCV brings: libjpeg-turbo, libpng, libwebp, libtiff. A CMYK
 * JPEG is taken to be inverted, as Adobe writes it and browsers read it.
 */
public final class OpenCvImageCodec implements ImageCodec {
  /** The largest side that a WebP file can have. */
  private static final int WEBP_SIDE = 16_383;

  /** Runs of equal bytes after the Paeth filter: half the time of OpenCV's default, and smaller. */
  private static final int[] PNG_OPTIONS = {
    opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 1,
    opencv_imgcodecs.IMWRITE_PNG_STRATEGY, opencv_imgcodecs.IMWRITE_PNG_STRATEGY_RLE,
    opencv_imgcodecs.IMWRITE_PNG_FILTER, opencv_imgcodecs.IMWRITE_PNG_FILTER_PAETH
  };

  private final Optional<LibWebp> webp;

  public OpenCvImageCodec() {
    OpenCv.load();
    webp = LibWebp.find();
  }

  @Override
  public Raster decode(byte[] data, ImageHeader header, Size needed, RasterAllocator allocator) {
    ImageHeaders.requireComplete(data);
    Optional<Raster> shrunk = shrunkPng(data, header, needed, allocator);
    if (shrunk.isPresent()) {
      return shrunk.get();
    }
    byte[] first = ImageHeaders.firstImage(data);
    try (BytePointer file = new BytePointer(first);
        Mat encoded = new Mat(1, first.length, opencv_core.CV_8UC1, file)) {
      shrunk = shrunkWebp(file, header, needed, allocator);
      if (shrunk.isPresent()) {
        return shrunk.get();
      }
      return header.format() == ImageFormat.JPEG
          ? decodeJpeg(encoded, header, ShrinkOnLoad.factor(header, needed), allocator)
          : decodeAny(encoded, header, ImageHeaders.pixels(data), allocator);
    } finally {
      NativeMemory.used();
    }
  }

  @Override
  public byte[] encode(Raster image, ImageFormat format, int quality) {
    int[] options =
        switch (format) {
          case JPEG ->
              new int[] {
                opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                quality,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420
              };
          case PNG -> PNG_OPTIONS;
          case WEBP -> new int[] {opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality};
          case BMP, TIFF, GIF ->
              throw new IllegalArgumentException(
                  "format: " + format + " (expected: JPEG, PNG, WEBP)");
        };
    if (format == ImageFormat.WEBP && Math.max(image.width(), image.height()) > WEBP_SIDE) {
      throw new ProblemException(
          ErrorCode.IMAGE_TOO_LARGE,
          "WebP result: "
              + image.width()
              + "x"
              + image.height()
              + " px (expected: at most "
              + WEBP_SIDE
              + " a side)");
    }
    try (Mat pixels = Mats.of(image);
        BytePointer file = new BytePointer();
        IntPointer parameters = new IntPointer(options)) {
      if (!opencv_imgcodecs.imencode("." + format.extension(), pixels, file, parameters)) {
        throw new IllegalStateException("cannot encode " + format);
      }
      byte[] bytes = new byte[Math.toIntExact(file.limit())];
      file.get(bytes);
      return bytes;
    } finally {
      NativeMemory.used();
    }
  }

  private static Optional<Raster> shrunkPng(
      byte[] data, ImageHeader header, Size needed, RasterAllocator allocator) {
    if (header.format() != ImageFormat.PNG) {
      return Optional.empty();
    }
    try {
      Optional<ShrunkPng> png = ShrunkPng.of(data, asStored(needed, header));
      if (png.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(upright(png.get().read(allocator), header, allocator));
    } catch (DataFormatException e) {
      throw corrupt(header, e);
    }
  }

  private Optional<Raster> shrunkWebp(
      BytePointer file, ImageHeader header, Size needed, RasterAllocator allocator) {
    if (header.format() != ImageFormat.WEBP || webp.isEmpty()) {
      return Optional.empty();
    }
    Size stored = new Size(header.width(), header.height());
    MemorySegment bytes = MemorySegment.ofBuffer(file.asByteBuffer());
    try {
      return webp.get()
          .shrunk(bytes, stored, asStored(needed, header), allocator)
          .map(raster -> upright(raster, header, allocator));
    } catch (DataFormatException e) {
      throw corrupt(header, e);
    }
  }

  private static Size asStored(Size upright, ImageHeader header) {
    return header.orientation().swapsSides()
        ? new Size(upright.height(), upright.width())
        : upright;
  }

  private static Raster upright(Raster stored, ImageHeader header, RasterAllocator allocator) {
    try (Mat pixels = Mats.of(stored)) {
      if (header.orientation().swapsSides()) {
        return Upright.copy(pixels, header.orientation(), allocator);
      }
      Upright.inPlace(pixels, header.orientation());
      return stored;
    }
  }

  private static Raster decodeJpeg(
      Mat encoded, ImageHeader header, int shrink, RasterAllocator allocator) {
    Size stored = ShrinkOnLoad.size(header.width(), header.height(), shrink);
    return decodeColor(encoded, header, stored, ShrinkOnLoad.flag(shrink), allocator);
  }

  /**
   * What the decoder itself makes 8 bit BGR of; straight into the raster, but for swapped sides.
   */
  private static Raster decodeColor(
      Mat encoded, ImageHeader header, Size stored, int color, RasterAllocator allocator) {
    int flags = color | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    if (header.orientation().swapsSides()) {
      try (Mat decoded = imdecode(encoded, header, flags)) {
        requireSize(decoded, header, stored);
        return Upright.copy(decoded, header.orientation(), allocator);
      }
    }
    Raster raster = allocator.allocate(stored.width(), stored.height(), PixelFormat.BGR24);
    try (Mat target = Mats.of(raster);
        Mat decoded = imdecode(encoded, header, flags, target)) {
      requireSize(decoded, header, stored);
      if (!Mats.isViewOf(decoded, raster)) {
        throw corrupt(header);
      }
      Upright.inPlace(target, header.orientation());
    }
    return raster;
  }

  private static Raster decodeAny(
      Mat encoded, ImageHeader header, StoredPixels pixels, RasterAllocator allocator) {
    if (pixels.alpha() == StoredPixels.Alpha.NONE
        && pixels.bits() == 8
        && (header.format() == ImageFormat.PNG || header.format() == ImageFormat.WEBP)) {
      Size stored = new Size(header.width(), header.height());
      return decodeColor(encoded, header, stored, opencv_imgcodecs.IMREAD_COLOR, allocator);
    }
    // OpenCV turns a TIFF by itself, whatever the flags say
    boolean turned = header.format() == ImageFormat.TIFF;
    Orientation left = turned ? Orientation.UPRIGHT : header.orientation();
    Size size = turned ? header.uprightSize() : new Size(header.width(), header.height());
    try (Mat decoded = imdecode(encoded, header, flags(header, pixels))) {
      requireSize(decoded, header, size);
      if (left == Orientation.UPRIGHT) {
        Raster raster = allocator.allocate(size.width(), size.height(), PixelFormat.BGR24);
        try (Mat target = Mats.of(raster)) {
          PlainPixels.convert(decoded, target, header.format(), pixels.alpha());
        }
        return raster;
      }
      try (Mat plain = new Mat()) {
        PlainPixels.convert(decoded, plain, header.format(), pixels.alpha());
        return Upright.copy(plain, left, allocator);
      }
    }
  }

  /**
   * Usually as it is stored. But OpenCV takes the fourth byte of every bitmap for alpha and an old
   * one for grey, and 16 bit TIFFs for interleaved with 0 for black, whatever they say.
   */
  private static int flags(ImageHeader header, StoredPixels pixels) {
    boolean misread =
        header.format() == ImageFormat.BMP
            || header.format() == ImageFormat.TIFF && pixels.bits() == 16;
    return misread && pixels.alpha() == StoredPixels.Alpha.NONE
        ? opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION
        : opencv_imgcodecs.IMREAD_UNCHANGED;
  }

  private static Mat imdecode(Mat encoded, ImageHeader header, int flags) {
    try {
      return opencv_imgcodecs.imdecode(encoded, flags);
    } catch (RuntimeException e) {
      throw corrupt(header, e);
    }
  }

  private static Mat imdecode(Mat encoded, ImageHeader header, int flags, Mat target) {
    try {
      return opencv_imgcodecs.imdecode(encoded, flags, target);
    } catch (RuntimeException e) {
      throw corrupt(header, e);
    }
  }

  private static void requireSize(Mat decoded, ImageHeader header, Size expected) {
    if (decoded.empty()) {
      throw corrupt(header);
    }
    if (decoded.cols() != expected.width() || decoded.rows() != expected.height()) {
      throw new ProblemException(
          ErrorCode.IMAGE_CORRUPT,
          header.format()
              + ": decoded to "
              + decoded.cols()
              + "x"
              + decoded.rows()
              + " px (expected: "
              + expected.width()
              + "x"
              + expected.height()
              + ", as its header says)");
    }
  }

  private static ProblemException corrupt(ImageHeader header) {
    return new ProblemException(ErrorCode.IMAGE_CORRUPT, corruptText(header));
  }

  private static ProblemException corrupt(ImageHeader header, Exception cause) {
    return new ProblemException(ErrorCode.IMAGE_CORRUPT, corruptText(header), cause);
  }

  private static String corruptText(ImageHeader header) {
    return header.format() + ": the image data cannot be decoded; damaged or of a rare kind?";
  }
}
