package com.imageflowcanvas.server.protocol.rest.models;

import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that is to be fetched from somewhere. */
@Schema(name = "ModelRequest")
record ModelRequest(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "http or https, of a public address",
            format = "uri",
            maxLength = 2000,
            example = "https://example.com/yolo11n.onnx")
        @Nullable String url,
    @Schema(description = "what the file must hash to, hex", pattern = "([0-9a-fA-F]{64})?")
        @Nullable String sha256,
    @Schema(
            description = "that of the file where absent",
            pattern = "([A-Za-z0-9][A-Za-z0-9._-]{0,99})?",
            example = "yolo11n")
        @Nullable String name) {
  private static final String URL = "http or https, of a public address";

  URI toUri() {
    if (url == null) {
      throw PageRequest.wrong("url", "missing", URL);
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw PageRequest.wrong("url", url, URL);
    }
  }

  /** The name that is wished, else that of the file. */
  ModelName toName() {
    String path = toUri().getPath();
    return name(Optional.ofNullable(name), path == null ? "" : path);
  }

  Optional<String> checksum() {
    return checksum(Optional.ofNullable(sha256));
  }

  static ModelName name(Optional<String> wished, String filename) {
    String name =
        wished
            .filter(text -> !text.isBlank())
            .orElseGet(() -> Filenames.stem(Filenames.safe(filename)));
    if (!ModelName.isValid(name)) {
      throw PageRequest.wrong("name", name, "letters, digits, '.', '_', '-', 1..100 of them");
    }
    return new ModelName(name);
  }

  static Optional<String> checksum(Optional<String> sha256) {
    Optional<String> given = sha256.filter(text -> !text.isBlank());
    given
        .filter(text -> !text.matches("[0-9a-fA-F]{64}"))
        .ifPresent(
            text -> {
              throw PageRequest.wrong("sha256", text, "64 hex digits");
            });
    return given;
  }
}
