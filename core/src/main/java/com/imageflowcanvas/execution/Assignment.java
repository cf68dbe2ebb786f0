package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.Pipeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt at an execution, with everything that an executor needs for it: no store but that of
 * the objects, and the models.
 *
 * @param fence of the attempt, from 1
 * @param owner of the results
 * @param pipeline in the version that runs
 * @param parameters of the execution, JSON values
 * @param items the images that are to be worked on
 */
public record Assignment(
    ExecutionId id,
    long fence,
    UserId owner,
    Pipeline pipeline,
    Map<String, Object> parameters,
    Priority priority,
    List<AssignedItem> items) {
  public Assignment {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    items = List.copyOf(items);
  }

  /** The attempt that an execution is at. */
  static Assignment of(Execution execution, Pipeline pipeline, List<AssignedItem> items) {
    return new Assignment(
        execution.id(),
        execution.attempt().fence(),
        execution.owner(),
        pipeline,
        execution.parameters(),
        execution.priority(),
        items);
  }

  /**
   * One image of an execution.
   *
   * @param index of the item in the execution, from 0
   * @param input the file's id
   * @param object where its bytes are
   * @param sha256 lower-case hex
   */
  public record AssignedItem(
      int index, FileId input, ObjectKey object, long sizeBytes, String sha256, String filename) {
    static AssignedItem of(int index, StoredFile file, String filename) {
      return new AssignedItem(
          index, file.id(), file.object(), file.sizeBytes(), file.sha256(), filename);
    }
  }
}
