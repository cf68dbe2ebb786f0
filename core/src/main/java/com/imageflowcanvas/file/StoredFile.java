package com.imageflowcanvas.file;

import com.imageflowcanvas.access.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A file that the product keeps.
 *
 * @param filename as the user named it, or as a result is named
 * @param contentType by content, not by name
 * @param sha256 lower-case hex
 * @param executionId the execution that owns it; empty for a file uploaded by itself
 * @param provenance of a result: pipeline version, parameters, model, input hash; else empty
 */
public record StoredFile(
    FileId id,
    UserId owner,
    Kind kind,
    String filename,
    String contentType,
    long sizeBytes,
    String sha256,
    ObjectKey object,
    Optional<String> executionId,
    Instant createdAt,
    Map<String, Object> provenance) {

  /** An upload of the same bytes by the same user under the same name. */
  StoredFile as(FileId other, Instant then) {
    return new StoredFile(
        other,
        owner,
        kind,
        filename,
        contentType,
        sizeBytes,
        sha256,
        ObjectKey.of(other),
        executionId,
        then,
        provenance);
  }

  /** How a file came to be. */
  public enum Kind {
    UPLOAD,
    INPUT,
    OUTPUT
  }
}
