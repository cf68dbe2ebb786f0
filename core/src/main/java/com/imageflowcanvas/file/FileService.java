package com.imageflowcanvas.file;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Files: kept, found, opened, deleted. Thread-safe. */
public final class FileService {
  /** How long an idempotency key stands for what it was first used for. */
  public static final Duration KEY_LIFETIME = Duration.ofHours(24);

  private final FileStore files;
  private final ObjectStore objects;
  private final ImageIntake intake;
  private final long quotaBytes;
  private final Clock clock;

  /**
   * @param quotaBytes what one user may keep
   */
  public FileService(
      FileStore files, ObjectStore objects, ImageIntake intake, long quotaBytes, Clock clock) {
    this.files = files;
    this.objects = objects;
    this.intake = intake;
    this.quotaBytes = quotaBytes;
    this.clock = clock;
  }

  /**
   * Keeps one uploaded image. The answer is the earlier file when the key was used for the same.
   */
  public StoredFile keep(Caller caller, Upload upload, Optional<String> idempotencyKey) {
    caller.require(Role.PIPELINE_OPERATOR);
    StoredFile file = write(caller, intake.read(upload), StoredFile.Kind.UPLOAD, Optional.empty());
    Optional<IdempotencyKey> key =
        idempotencyKey.map(
            text -> key(caller, "POST /files", text, file.filename() + "\n" + file.sha256()));
    return switch (files.add(file, key)) {
      case Acceptance.Stored ignored -> file;
      case Acceptance.Repeated repeated -> {
        discard(file);
        yield find(new FileId(repeated.id()));
      }
      case Acceptance.Mismatch ignored -> {
        discard(file);
        throw mismatch();
      }
    };
  }

  /** Writes an image's bytes; its record is the caller's to store. */
  public StoredFile write(
      Caller caller,
      ImageIntake.CheckedImage image,
      StoredFile.Kind kind,
      Optional<String> executionId) {
    checkQuota(caller, image.data().length);
    FileId id = new FileId(TimeOrderedUuid.next());
    StoredFile file =
        new StoredFile(
            id,
            caller.id(),
            kind,
            Filenames.safe(image.filename()),
            image.header().format().contentType(),
            image.data().length,
            Sha256.of(image.data()),
            ObjectKey.of(id),
            executionId,
            clock.instant(),
            Map.of());
    objects.put(
        file.object(), image.data(), new ObjectAttributes(file.contentType(), file.filename()));
    return file;
  }

  /** Removes the bytes of a file whose record was never stored. */
  public void discard(StoredFile file) {
    objects.delete(file.object());
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  public StoredFile find(FileId id) {
    return files
        .find(id)
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "no file " + id));
  }

  /**
   * @param offset first byte, from 0
   * @throws ProblemException NOT_FOUND when the bytes are gone
   */
  public InputStream open(StoredFile file, long offset, long length) {
    return objects.open(file.object(), offset, length).orElseThrow(() -> gone(file));
  }

  public FileStore.FilePage list(FileStore.FileQuery query) {
    return files.list(query);
  }

  public void delete(Caller caller, FileId id) {
    StoredFile file = find(id);
    caller.requireOwnership(Role.PIPELINE_OPERATOR, file.owner(), "the file");
    if (files.isInUse(id)) {
      throw new ProblemException(
          ErrorCode.IN_USE, "file " + id + " is read by an execution that has not ended");
    }
    files.delete(id);
    objects.delete(file.object());
  }

  /** The key under which a request is remembered. */
  public IdempotencyKey key(Caller caller, String operation, String key, String fingerprinted) {
    if (key.isBlank() || key.length() > 255) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Idempotency-Key: " + key.length() + " characters (expected: 1..255)");
    }
    Instant expires = clock.instant().plus(KEY_LIFETIME);
    return new IdempotencyKey(caller.id(), operation, key, Sha256.of(fingerprinted), expires, "");
  }

  public static ProblemException mismatch() {
    return new ProblemException(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        "Idempotency-Key was used for another request (expected: the same fields and files, or a"
            + " new key)");
  }

  private void checkQuota(Caller caller, long more) {
    long used = files.usedBytes(caller.id());
    if (used + more > quotaBytes) {
      throw Problem.of(
              ErrorCode.QUOTA_EXCEEDED,
              "files: "
                  + used
                  + " bytes kept, "
                  + more
                  + " more (expected: at most "
                  + quotaBytes
                  + " together; delete executions or files, or raise the quota)")
          .exception();
    }
  }

  private static ProblemException gone(StoredFile file) {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "the bytes of file " + file.id() + " are no longer in the store");
  }
}
