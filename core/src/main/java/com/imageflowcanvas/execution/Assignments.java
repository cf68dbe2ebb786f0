package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes claimed executions ready for an executor: all that it needs, read once. Thread-safe. */
final class Assignments {
  private final PipelineStore pipelines;
  private final FileStore files;

  Assignments(PipelineStore pipelines, FileStore files) {
    this.pipelines = pipelines;
    this.files = files;
  }

  /** The assignment, and what ends without having been assigned. */
  record Prepared(Assignment assignment, List<EndedItem> missing) {}

  /** Empty when the pipeline's version is gone. */
  Optional<Prepared> prepare(Execution claimed) {
    Optional<Pipeline> pipeline =
        pipelines.findVersion(claimed.pipelineId(), claimed.pipelineVersion());
    return pipeline.map(found -> prepare(claimed, found));
  }

  private Prepared prepare(Execution claimed, Pipeline pipeline) {
    List<FileId> ids =
        claimed.items().stream()
            .filter(item -> !item.state().isTerminal())
            .flatMap(item -> item.input().stream())
            .distinct()
            .toList();
    Map<FileId, StoredFile> found = files.findAll(ids);
    List<AssignedItem> assigned = new ArrayList<>();
    List<EndedItem> missing = new ArrayList<>();
    for (int i = 0; i < claimed.items().size(); i++) {
      Item item = claimed.items().get(i);
      if (item.state().isTerminal()) {
        continue;
      }
      FileId input = item.input().orElseThrow();
      StoredFile file = found.get(input);
      if (file == null) {
        missing.add(
            new EndedItem.Failed(
                i, new Failure(ErrorCode.NOT_FOUND, "input " + input + " is gone")));
      } else {
        assigned.add(AssignedItem.of(i, file, item.filename()));
      }
    }
    return new Prepared(Assignment.of(claimed, pipeline, assigned), missing);
  }
}
