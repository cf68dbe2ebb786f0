package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The result files of one attempt: their bytes are written as they come, their records published
 * when the execution ends. Thread-safe.
 */
final class ResultFiles {
  private static final Logger log = LoggerFactory.getLogger(ResultFiles.class);

  private final ObjectStore objects;
  private final Clock clock;
  private final Assignment assignment;
  private final PipelinePlan plan;
  private final Queue<StoredFile> written = new ConcurrentLinkedQueue<>();

  ResultFiles(ObjectStore objects, Clock clock, Assignment assignment, PipelinePlan plan) {
    this.objects = objects;
    this.clock = clock;
    this.assignment = assignment;
    this.plan = plan;
  }

  /**
   * Writes the results of one item, side by side: each waits for the disk by itself. Gives the room
   * back that they take.
   *
   * @throws ProblemException STORAGE_UNAVAILABLE
   */
  List<OutputFile> keep(AssignedItem item, ItemOutcome.Made made) {
    try (made) {
      return write(item, made);
    }
  }

  private List<OutputFile> write(AssignedItem item, ItemOutcome.Made made) {
    List<OutputFile> outputs = new ArrayList<>();
    ParallelWrites writes = new ParallelWrites();
    for (ItemOutcome.Result result : made.results()) {
      FileId id = id(result, item.index());
      String filename = filename(item, result);
      StoredFile file =
          record(
              id,
              filename,
              result,
              Provenance.of(assignment, item, plan, result.step(), made.models()));
      written.add(file);
      writes.add(() -> put(file, result.data()));
      outputs.add(
          new OutputFile(id, result.step(), filename, file.contentType(), file.sizeBytes()));
    }
    // none is under way any more when the attempt is discarded
    writes.await();
    return outputs;
  }

  /** {@code {stem}-{step_id}}, with {@code -{n}} for further frames of a port. */
  private static String filename(AssignedItem item, ItemOutcome.Result result) {
    String nth = result.nth() == 0 ? "" : "-" + result.nth();
    return Filenames.stem(item.filename()) + "-" + result.step() + nth + "." + result.extension();
  }

  private void put(StoredFile file, byte[] data) {
    objects.put(file.object(), data, new ObjectAttributes(file.contentType(), file.filename()));
  }

  List<StoredFile> files() {
    return List.copyOf(written);
  }

  /**
   * Removes the bytes of an attempt that is not published; where the store is away, the sweep of
   * objects without a record does it later.
   */
  void discard() {
    try {
      written.forEach(file -> objects.delete(file.object()));
    } catch (ProblemException e) {
      log.info("execution {}: results are left to the sweep: {}", assignment.id(), e.getMessage());
    }
    written.clear();
  }

  /** {@code {execution_id}-{step_id}-output}, with {@code -{n}} for item or output n > 0. */
  private FileId id(ItemOutcome.Result result, int index) {
    int n = result.place().number(index, result.nth());
    String base = assignment.id() + "-" + result.step() + "-output";
    return new FileId(n == 0 ? base : base + "-" + n);
  }

  private StoredFile record(
      FileId id, String filename, ItemOutcome.Result result, Map<String, Object> provenance) {
    return new StoredFile(
        id,
        assignment.owner(),
        StoredFile.Kind.OUTPUT,
        filename,
        result.contentType(),
        result.data().length,
        Sha256.of(result.data()),
        ObjectKey.of(id, assignment.fence()),
        Optional.of(assignment.id().value()),
        clock.instant(),
        provenance);
  }
}
