package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.adapters.filesystem.FolderObjectStore;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.testkit.store.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A process to be killed: stores executions for ever and names each one when it is stored. */
final class AcceptLoop {
  private AcceptLoop() {}

  @SuppressWarnings("InfiniteLoop") // it ends when it is killed
  static void main(String[] args) {
    Path folder = Path.of(args[0]);
    JdbcExecutionStore executions =
        new JdbcExecutionStore(Database.sqlite(folder.resolve("imageflow.db")));
    FolderObjectStore objects = FolderObjectStore.open(folder.resolve("objects"));
    while (true) {
      Execution pending = Samples.pending(Instant.now().getEpochSecond());
      List<StoredFile> inputs = Samples.inputsOf(pending);
      StoredFile input = inputs.getFirst();
      objects.put(
          input.object(), new byte[500], new ObjectAttributes("image/jpeg", input.filename()));
      executions.accept(pending, inputs, Optional.empty());
      System.out.println(pending.id());
      System.out.flush();
    }
  }
}
