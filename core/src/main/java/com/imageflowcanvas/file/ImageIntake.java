package com.imageflowcanvas.file;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;

/** Reads a submitted image and checks what its header says, before anything else sees it. */
public final class ImageIntake {
  private final ImageLimits limits;

  public ImageIntake(ImageLimits limits) {
    this.limits = limits;
  }

  public ImageLimits limits() {
    return limits;
  }

  /**
   * @throws ProblemException TOO_LARGE, IMAGE_NOT_RECOGNIZED, IMAGE_TOO_LARGE or IMAGE_CORRUPT
   */
  public CheckedImage read(Upload upload) {
    byte[] data = bytes(upload);
    return new CheckedImage(upload.filename(), data, check(data));
  }

  /** Checks the header of a file that is held in memory. */
  public ImageHeader check(byte[] data) {
    ImageHeader header = ImageHeaders.read(data);
    limits.check(header);
    return header;
  }

  private byte[] bytes(Upload upload) {
    int limit = Math.toIntExact(limits.bytes());
    try (InputStream in = upload.content().open()) {
      byte[] data = in.readNBytes(limit + 1);
      if (data.length > limit) {
        throw new ProblemException(
            ErrorCode.TOO_LARGE,
            "image: more than " + limit + " bytes (expected: at most " + limit + ")");
      }
      return data;
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "the upload broke off (expected: the whole file)", e);
    }
  }

  /** An image whose header was checked. */
  public record CheckedImage(String filename, byte[] data, ImageHeader header) {}
}
