package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.ObjectStore.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects without a record: what a crash left between writing an object and storing its record, or
 * between deleting a record and its object. Objects that this product did not name are left alone.
 */
final class OrphanObjects {
  /** An object is written before its record; no upload takes that long between the two. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** The file's id, in it the id of the execution that made it, and the attempt. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?<file>(?<uuid>" + UUID + ")(?<output>-.+-output(?:-\\d+)?)?)(?:\\.a\\d+)?");

  private final ExecutionStore executions;
  private final FileStore files;
  private final ObjectStore objects;

  OrphanObjects(ExecutionStore executions, FileStore files, ObjectStore objects) {
    this.executions = executions;
    this.files = files;
    this.objects = objects;
  }

  Janitor.Swept remove(Instant now) {
    Instant before = now.minus(YOUNG);
    AtomicReference<Janitor.Swept> swept = new AtomicReference<>(Janitor.Swept.NOTHING);
    objects.forEach(
        object -> {
          if (object.modifiedAt().isBefore(before) && isOrphan(object)) {
            objects.delete(object.key());
            swept.getAndUpdate(s -> s.plus(new Janitor.Swept(0, 0, 1, object.sizeBytes())));
          }
        });
    return swept.get();
  }

  private boolean isOrphan(StoredObject object) {
    Matcher name = OURS.matcher(object.key().value());
    if (!name.matches()) {
      return false;
    }
    // asked before the record: an execution that ends now publishes its records as it ends
    if (name.group("output") != null && isUnfinished(new ExecutionId(name.group("uuid")))) {
      return false;
    }
    FileId id = new FileId(name.group("file"));
    return files.find(id).filter(file -> file.object().equals(object.key())).isEmpty();
  }

  private boolean isUnfinished(ExecutionId id) {
    Optional<Execution> execution = executions.find(id);
    return execution.filter(found -> !found.state().isTerminal()).isPresent();
  }
}
