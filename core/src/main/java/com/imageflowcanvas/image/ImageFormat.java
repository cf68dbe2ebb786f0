package com.imageflowcanvas.image;

import java.util.Optional;

/** Image file formats that are read. */
public enum ImageFormat {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  BMP("image/bmp", "bmp"),
  TIFF("image/tiff", "tiff"),
  GIF("image/gif", "gif");

  private final String contentType;
  private final String extension;

  ImageFormat(String contentType, String extension) {
    this.contentType = contentType;
    this.extension = extension;
  }

  public String contentType() {
    return contentType;
  }

  /** Usual ending of a file's name, without the dot. */
  public String extension() {
    return extension;
  }

  /** The format that a result can be written in: jpeg, png or webp, in any case. */
  public static Optional<ImageFormat> ofOutputName(String name) {
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "jpeg", "jpg" -> Optional.of(JPEG);
      case "png" -> Optional.of(PNG);
      case "webp" -> Optional.of(WEBP);
      default -> Optional.empty();
    };
  }
}
