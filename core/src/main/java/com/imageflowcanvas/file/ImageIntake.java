package com.imageflowcanvas.file;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Reads submitted images and checks what their headers say, before anything else sees them.
 * Thread-safe.
 */
public final class ImageIntake {
  private final ImageLimits limits;

  public ImageIntake(ImageLimits limits) {
    this.limits = limits;
  }

  public ImageLimits limits() {
    return limits;
  }

  /**
   * @throws ProblemException TOO_LARGE, VALIDATION_FAILED when it hashes to something else,
   *     IMAGE_NOT_RECOGNIZED, IMAGE_TOO_LARGE or IMAGE_CORRUPT
   */
  public CheckedImage read(Upload upload) {
    byte[] data = bytes(upload);
    String sha256 = Sha256.of(data);
    upload.sha256().ifPresent(expected -> requireSame(expected, sha256));
    return new CheckedImage(upload.filename(), data, sha256, check(data));
  }

  /** Checks the header of a file that is held in memory. */
  public ImageHeader check(byte[] data) {
    ImageHeader header = ImageHeaders.read(data);
    limits.check(header);
    return header;
  }

  private byte[] bytes(Upload upload) {
    int limit = Math.toIntExact(limits.bytes());
    if (upload.sizeBytes() > limit) {
      throw tooLarge(limit);
    }
    try (InputStream in = upload.content().open()) {
      // into one array at once: pieces would be copied a second time
      byte[] data = new byte[Math.toIntExact(upload.sizeBytes())];
      int read = in.readNBytes(data, 0, data.length);
      if (in.read() >= 0) {
        throw new ProblemException(
            ErrorCode.INVALID_REQUEST,
            "the upload is longer than it said (expected: " + data.length + " bytes)");
      }
      return read == data.length ? data : Arrays.copyOf(data, read);
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "the upload broke off (expected: the whole file)", e);
    }
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        ErrorCode.TOO_LARGE,
        "image: more than " + limit + " bytes (expected: at most " + limit + ")");
  }

  private static void requireSame(String expected, String actual) {
    if (!expected.equalsIgnoreCase(actual)) {
      throw Problem.of(
              ErrorCode.VALIDATION_FAILED,
              List.of(
                  new FieldError(
                      "/sha256",
                      "sha256: the file has " + actual + " (expected: " + expected + ")")))
          .exception();
    }
  }

  /**
   * An image whose header was checked.
   *
   * @param sha256 lower-case hex
   */
  public record CheckedImage(String filename, byte[] data, String sha256, ImageHeader header) {}
}
