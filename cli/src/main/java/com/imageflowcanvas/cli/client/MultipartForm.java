package com.imageflowcanvas.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A multipart/form-data body of fields and files; the files are read while they are sent. */
public final class MultipartForm {
  private final String boundary = "imageflow-" + UUID.randomUUID();
  private final List<BodyPublisher> parts = new ArrayList<>();

  public MultipartForm field(String name, String value) {
    parts.add(text(head(name, "") + "\r\n" + value + "\r\n"));
    return this;
  }

  /** Adds a file under the last part of its path. */
  public MultipartForm file(String name, Path file) throws FileNotFoundException {
    String filename = String.valueOf(file.getFileName());
    String head = head(name, "; filename=\"" + escaped(filename) + "\"");
    parts.add(text(head + "Content-Type: " + contentType(filename) + "\r\n\r\n"));
    parts.add(BodyPublishers.ofFile(file));
    parts.add(text("\r\n"));
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Can be sent several times. */
  BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(text("--" + boundary + "--\r\n"));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }

  private String head(String name, String more) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n"
        .formatted(boundary, name, more);
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }

  /** As browsers do (HTML, multipart/form-data encoding algorithm). */
  private static String escaped(String filename) {
    return filename.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
  }

  /** A first guess; the server goes by the content. */
  private static String contentType(String filename) {
    String ending = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "jpg", "jpeg" -> "image/jpeg";
      case "png" -> "image/png";
      case "webp" -> "image/webp";
      case "bmp" -> "image/bmp";
      case "tif", "tiff" -> "image/tiff";
      case "gif" -> "image/gif";
      default -> "application/octet-stream";
    };
  }
}
