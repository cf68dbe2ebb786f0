package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what an image file is, by its content and never by its name. */
public final class ImageHeaders {
  /** What is sent now and then and cannot be read, by a text at an offset. */
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("4:ftypheic", "HEIC");
    OTHERS.put("4:ftypheix", "HEIC");
    OTHERS.put("4:ftypmif1", "HEIF");
    OTHERS.put("4:ftypavif", "AVIF");
    OTHERS.put("4:ftyp", "a video (MP4)");
    OTHERS.put("0:\u0000\u0000\u0000\fJXL ", "JPEG XL");
    OTHERS.put("0:\u0000\u0000\u0000\fjP  ", "JPEG 2000");
    OTHERS.put("0:%PDF", "PDF");
    OTHERS.put("0:PK\u0003\u0004", "a ZIP archive");
    OTHERS.put("0:<svg", "SVG");
    OTHERS.put("0:<?xml", "XML");
    OTHERS.put("0:<", "HTML or XML");
  }

  private ImageHeaders() {}

  /**
   * Reads what the file says of itself. The limits are not checked here, see {@link ImageLimits}.
   *
   * @throws ProblemException IMAGE_NOT_RECOGNIZED when it is none of the formats, IMAGE_CORRUPT
   *     when its header cannot be read or names an empty image
   */
  public static ImageHeader read(byte[] data) {
    ImageHeader header = open(data).header();
    if (header.width() < 1 || header.height() < 1) {
      throw new ProblemException(
          ErrorCode.IMAGE_CORRUPT,
          header.format()
              + ": size "
              + header.width()
              + "x"
              + header.height()
              + " px (expected: at least 1x1)");
    }
    return header;
  }

  /**
   * Checks that the first image of the file is there to its end. Walks the file's structure; pixels
   * are not decoded.
   *
   * @throws ProblemException IMAGE_CORRUPT saying where the file ends
   */
  public static void requireComplete(byte[] data) {
    open(data).requireComplete();
  }

  /**
   * The file as far as its first image goes, so that a decoder does not work through an animation.
   *
   * @param data complete, see {@link #requireComplete}
   * @return {@code data} itself where there is nothing to leave out
   */
  public static byte[] firstImage(byte[] data) {
    return open(data).firstImage().orElse(data);
  }

  /**
   * How the pixels of the first image are stored.
   *
   * @throws ProblemException IMAGE_CORRUPT when it is a way that cannot be read
   */
  public static StoredPixels pixels(byte[] data) {
    return open(data).pixels();
  }

  private static ImageFile open(byte[] data) {
    FileBytes big = FileBytes.of(data, ByteOrder.BIG_ENDIAN, "image");
    FileBytes little = FileBytes.of(data, ByteOrder.LITTLE_ENDIAN, "image");
    if (big.hasText(0, "\u00ff\u00d8")) {
      return new JpegFile(big);
    }
    if (big.hasText(0, "\u0089PNG\r\n\u001a\n")) {
      return new PngFile(big);
    }
    if (little.hasText(0, "RIFF") && little.hasText(8, "WEBP")) {
      return new WebpFile(little);
    }
    if (little.hasText(0, "GIF87a") || little.hasText(0, "GIF89a")) {
      return new GifFile(little);
    }
    if (little.hasText(0, "II*\u0000") || little.hasText(0, "II+\u0000")) {
      return new TiffFile(little);
    }
    if (big.hasText(0, "MM\u0000*") || big.hasText(0, "MM\u0000+")) {
      return new TiffFile(big);
    }
    if (BmpFile.recognizes(little)) {
      return new BmpFile(little);
    }
    throw notRecognized(big);
  }

  private static ProblemException notRecognized(FileBytes in) {
    if (in.length() == 0) {
      return new ProblemException(
          ErrorCode.IMAGE_NOT_RECOGNIZED, "empty file: 0 bytes (expected: an image)");
    }
    return new ProblemException(
        ErrorCode.IMAGE_NOT_RECOGNIZED,
        "not an image that can be read: "
            + guess(in)
            + " (expected: JPEG, PNG, WebP, BMP, TIFF or GIF)");
  }

  private static String guess(FileBytes in) {
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      int colon = other.getKey().indexOf(':');
      int at = Integer.parseInt(other.getKey(), 0, colon, 10);
      if (in.hasText(at, other.getKey().substring(colon + 1))) {
        return other.getValue();
      }
    }
    int shown = Math.min(8, in.length());
    String text = new String(in.data(), 0, shown, StandardCharsets.ISO_8859_1);
    boolean printable = text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    return printable
        ? "it begins with \"" + text + "\""
        : "it begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(in.data(), 0, shown);
  }
}
