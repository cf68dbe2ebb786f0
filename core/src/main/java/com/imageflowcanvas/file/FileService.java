package com.imageflowcanvas.file;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.id.TimeOrderedUuid;
import com.imageflowcanvas.image.ImageLimits;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files: kept, found, opened, deleted. Thread-safe. */
public final class FileService {
  private static final Logger log = LoggerFactory.getLogger(FileService.class);

  /** How long an idempotency key stands for what it was first used for. */
  public static final Duration KEY_LIFETIME = Duration.ofHours(24);

  private static final int MAX_KEY = 255;

  private final FilesUnderWay underWay = new FilesUnderWay();
  private final FileStore files;
  private final ObjectStore objects;
  private final ImageIntake intake;
  private final ByteBudget memory;
  private final long quotaBytes;
  private final Clock clock;

  /**
   * @param memory for images that are taken in
   * @param quotaBytes what one user may keep
   */
  public FileService(
      FileStore files,
      ObjectStore objects,
      ImageIntake intake,
      ByteBudget memory,
      long quotaBytes,
      Clock clock) {
    this.files = files;
    this.objects = objects;
    this.intake = intake;
    this.memory = memory;
    this.quotaBytes = quotaBytes;
    this.clock = clock;
  }

  public ImageLimits imageLimits() {
    return intake.limits();
  }

  /**
   * Keeps one uploaded image. The answer is the earlier one when the key was used for the same,
   * whatever has become of that file.
   */
  public Kept keep(Caller caller, Upload upload, Optional<String> idempotencyKey) {
    caller.require(Role.PIPELINE_OPERATOR);
    idempotencyKey.ifPresent(FileService::requireKey);
    StoredFile file;
    Optional<IdempotencyKey> key;
    try (ByteBudget.Share _ = room(upload)) {
      ImageIntake.CheckedImage image = intake.read(upload);
      file = describe(caller, image, StoredFile.Kind.UPLOAD, Optional.empty());
      key = idempotencyKey.map(text -> key(caller, text, file));
      // before the quota, which may be full because of the first one
      Optional<Acceptance> earlier = key.flatMap(known -> files.recall(known, clock.instant()));
      if (earlier.isPresent()) {
        return answer(earlier.get(), file);
      }
      write(file, image);
    }
    try {
      return store(file, key);
    } catch (RuntimeException e) {
      discard(List.of(file));
      throw e;
    }
  }

  private Kept store(StoredFile file, Optional<IdempotencyKey> key) {
    Acceptance acceptance = files.add(file, key);
    if (acceptance instanceof Acceptance.Stored) {
      underWay.remove(file);
      return new Kept(file, false);
    }
    discard(List.of(file));
    return answer(acceptance, file);
  }

  /**
   * @param same what was sent again
   */
  private static Kept answer(Acceptance earlier, StoredFile same) {
    if (earlier instanceof Acceptance.Repeated repeated) {
      FileId id = new FileId(repeated.id());
      return new Kept(same.as(id, Instant.parse(repeated.told())), true);
    }
    throw mismatch();
  }

  /** Waits until there is memory for an image that is to be taken in. */
  public ByteBudget.Share room(Upload upload) {
    try {
      return memory.take(Math.min(upload.sizeBytes(), intake.limits().bytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ErrorCode.CANCELLED, "interrupted while waiting for memory for an image", e);
    }
  }

  /** Whether much of the memory for images is free, so that one may be kept until it is run. */
  public boolean isRoomy() {
    return memory.isHalfFree();
  }

  /** The record of an image that is to be kept, with an id of its own. */
  public StoredFile describe(
      Caller caller,
      ImageIntake.CheckedImage image,
      StoredFile.Kind kind,
      Optional<String> executionId) {
    FileId id = new FileId(TimeOrderedUuid.next());
    return new StoredFile(
        id,
        caller.id(),
        kind,
        Filenames.safe(image.filename()),
        image.header().format().contentType(),
        image.data().length,
        image.sha256(),
        ObjectKey.of(id),
        executionId,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        Map.of());
  }

  /**
   * Writes an image's bytes. Its record is the caller's to store: {@link #stored} says that this
   * has happened, {@link #discard} that it will not.
   *
   * @throws ProblemException QUOTA_EXCEEDED, STORAGE_UNAVAILABLE
   */
  public void write(StoredFile file, ImageIntake.CheckedImage image) {
    underWay.add(file);
    try {
      checkQuota(file);
      objects.put(
          file.object(), image.data(), new ObjectAttributes(file.contentType(), file.filename()));
    } catch (RuntimeException e) {
      underWay.remove(file);
      throw e;
    }
  }

  /** The records of these files are stored. */
  public void stored(List<StoredFile> written) {
    written.forEach(underWay::remove);
  }

  /**
   * Removes the bytes of files whose records were never stored; where the store is away, the sweep
   * of objects without a record does it later.
   */
  public void discard(List<StoredFile> written) {
    written.forEach(underWay::remove);
    for (StoredFile file : written) {
      try {
        objects.delete(file.object());
      } catch (ProblemException e) {
        log.info("file {}: its bytes are left to the sweep: {}", file.id(), e.getMessage());
      }
    }
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
    if (files.delete(id)) {
      objects.delete(file.object());
    } else if (files.isInUse(id)) {
      throw new ProblemException(
          ErrorCode.IN_USE,
          "file "
              + id
              + " is read by an execution that has not ended (expected: wait for its end, or cancel"
              + " it first)");
    }
  }

  /** The key under which a request is remembered. */
  public IdempotencyKey key(Caller caller, String operation, String key, String fingerprinted) {
    requireKey(key);
    Instant expires = clock.instant().plus(KEY_LIFETIME);
    return new IdempotencyKey(caller.id(), operation, key, Sha256.of(fingerprinted), expires, "");
  }

  /**
   * @throws ProblemException INVALID_REQUEST when the key cannot be one
   */
  public static void requireKey(String key) {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw Problem.of(
              ErrorCode.INVALID_REQUEST,
              "Idempotency-Key: " + key.length() + " characters (expected: 1.." + MAX_KEY + ")")
          .at("/Idempotency-Key")
          .exception();
    }
  }

  private IdempotencyKey key(Caller caller, String text, StoredFile file) {
    return key(caller, "POST /files", text, file.filename() + "\n" + file.sha256())
        .telling(file.createdAt().toString());
  }

  public static ProblemException mismatch() {
    return new ProblemException(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        "Idempotency-Key was used for another request (expected: the same fields and files, or a"
            + " new key)");
  }

  private void checkQuota(StoredFile file) {
    // in this order: a file that is stored meanwhile counts twice for a moment, never not at all
    long underWayBytes = underWay.bytesOf(file.owner());
    long kept = files.usedBytes(file.owner()) + underWayBytes - file.sizeBytes();
    if (kept + file.sizeBytes() > quotaBytes) {
      throw new ProblemException(
          ErrorCode.QUOTA_EXCEEDED,
          "files: "
              + kept
              + " bytes kept, "
              + file.sizeBytes()
              + " more (expected: at most "
              + quotaBytes
              + " together; delete executions or files, or raise the quota)");
    }
  }

  private static ProblemException gone(StoredFile file) {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "the bytes of file " + file.id() + " are no longer in the store");
  }

  /**
   * A file that was uploaded.
   *
   * @param repeated whether it was kept before under the same idempotency key
   */
  public record Kept(StoredFile file, boolean repeated) {}
}
