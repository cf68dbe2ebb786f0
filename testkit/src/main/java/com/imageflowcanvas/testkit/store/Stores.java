package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.pipeline.PipelineStore;

/** The stores of one database, empty at first. */
public record Stores(ExecutionStore executions, FileStore files, PipelineStore pipelines) {
  public static Stores inMemory() {
    InMemoryFileStore files = new InMemoryFileStore();
    return new Stores(new InMemoryExecutionStore(files), files, new InMemoryPipelineStore());
  }
}
