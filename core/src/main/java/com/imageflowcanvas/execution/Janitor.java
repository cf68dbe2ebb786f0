package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.StoredFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what has outlived its time: ended executions, uploads that nothing names, objects without
 * a record. Never what an unfinished execution reads or another execution names. Works in small
 * batches with pauses, so that requests do not feel it; several nodes may do so at once.
 *
 * <p>A record goes before its bytes: a crash in between leaves an object without a record, which a
 * later walk finds, and never a record without its bytes.
 */
public final class Janitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Janitor.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration BETWEEN_WALKS = Duration.ofDays(1);
  private static final int BATCH = 100;

  private final ExecutionStore executions;
  private final FileStore files;
  private final ObjectStore objects;
  private final OrphanObjects orphans;
  private final Retention retention;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Instant nextWalk = Instant.MIN;
  private @Nullable Thread thread;

  public Janitor(
      ExecutionStore executions,
      FileStore files,
      ObjectStore objects,
      Retention retention,
      Clock clock) {
    this.executions = executions;
    this.files = files;
    this.objects = objects;
    this.orphans = new OrphanObjects(executions, files, objects);
    this.retention = retention;
    this.clock = clock;
  }

  /** Makes a round every minute until closed. */
  public void start() {
    thread = Thread.ofVirtual().name("janitor").start(this::loop);
  }

  public boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  /** Lets the batch at work end. */
  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    if (thread != null) {
      thread.join(Duration.ofSeconds(5));
    }
  }

  private void loop() {
    try {
      while (!closed(INTERVAL)) {
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    try {
      Swept swept = sweep();
      if (!swept.equals(Swept.NOTHING)) {
        log.info(
            "removed {} ended executions, {} unused uploads, {} objects without a record: {} bytes",
            swept.executions(),
            swept.uploads(),
            swept.orphans(),
            swept.bytes());
      }
    } catch (RuntimeException e) {
      log.error("removing what has outlived its time failed; trying again", e);
    }
  }

  /** Makes one round. Not for several threads at once. */
  public Swept sweep() throws InterruptedException {
    return agedExecutions()
        .plus(unusedUploads())
        .plus(executionsOverTheLimit())
        .plus(objectsWithoutRecord());
  }

  private Swept agedExecutions() throws InterruptedException {
    return retention.executions().isZero()
        ? Swept.NOTHING
        : removeEnded(clock.instant().minus(retention.executions()), Long.MAX_VALUE);
  }

  private Swept executionsOverTheLimit() throws InterruptedException {
    long excess = retention.totalBytes() == 0 ? 0 : files.usedBytes() - retention.totalBytes();
    return excess <= 0 ? Swept.NOTHING : removeEnded(clock.instant(), excess);
  }

  /** Removes executions that ended before, the oldest first, until so many bytes are gone. */
  private Swept removeEnded(Instant before, long bytes) throws InterruptedException {
    Swept swept = Swept.NOTHING;
    List<ExecutionId> last = List.of();
    while (true) {
      List<ExecutionId> batch = executions.endedBefore(before, BATCH);
      if (batch.isEmpty() || batch.equals(last)) {
        return swept;
      }
      for (ExecutionId id : batch) {
        swept = swept.plus(new Swept(1, 0, 0, remove(id)));
        if (swept.bytes() >= bytes) {
          return swept;
        }
      }
      last = batch;
      if (closed(PAUSE)) {
        return swept;
      }
    }
  }

  private long remove(ExecutionId id) {
    List<StoredFile> removed = executions.delete(id);
    removed.forEach(file -> objects.delete(file.object()));
    return removed.stream().mapToLong(StoredFile::sizeBytes).sum();
  }

  private Swept unusedUploads() throws InterruptedException {
    Swept swept = Swept.NOTHING;
    if (retention.unusedUploads().isZero()) {
      return swept;
    }
    Instant before = clock.instant().minus(retention.unusedUploads());
    List<StoredFile> batch = files.uploadsBefore(before, BATCH);
    while (!batch.isEmpty()) {
      for (StoredFile upload : batch) {
        if (files.deleteUnused(upload.id())) {
          objects.delete(upload.object());
          swept = swept.plus(new Swept(0, 1, 0, upload.sizeBytes()));
        }
      }
      if (closed(PAUSE)) {
        return swept;
      }
      batch = files.uploadsBefore(before, BATCH);
    }
    return swept;
  }

  private Swept objectsWithoutRecord() {
    Instant now = clock.instant();
    if (now.isBefore(nextWalk)) {
      return Swept.NOTHING;
    }
    Swept swept = orphans.remove(now);
    nextWalk = now.plus(BETWEEN_WALKS);
    return swept;
  }

  private boolean closed(Duration patience) throws InterruptedException {
    return closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What a round removed. */
  public record Swept(int executions, int uploads, int orphans, long bytes) {
    static final Swept NOTHING = new Swept(0, 0, 0, 0);

    Swept plus(Swept more) {
      return new Swept(
          executions + more.executions,
          uploads + more.uploads,
          orphans + more.orphans,
          bytes + more.bytes);
    }
  }
}
