package com.imageflowcanvas.server.protocol.rest.models;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.model.ModelName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
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

  URI toUri() {
    try {
      if (url != null) {
        return new URI(url);
      }
    } catch (URISyntaxException e) {
      throw wrong("url", "not a URL (expected: http or https)");
    }
    throw wrong("url", "missing (expected: http or https)");
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
      throw wrong("name", "not a model's name (expected: letters, digits, '.', '_', '-', 1..100)");
    }
    return new ModelName(name);
  }

  static Optional<String> checksum(Optional<String> sha256) {
    Optional<String> given = sha256.filter(text -> !text.isBlank());
    given
        .filter(text -> !text.matches("[0-9a-fA-F]{64}"))
        .ifPresent(
            text -> {
              throw wrong("sha256", "not a SHA-256 (expected: 64 hex digits)");
            });
    return given;
  }

  private static ProblemException wrong(String member, String detail) {
    return Problem.of(
            ErrorCode.VALIDATION_FAILED,
            List.of(new FieldError("/" + member, member + ": " + detail)))
        .exception();
  }
}
