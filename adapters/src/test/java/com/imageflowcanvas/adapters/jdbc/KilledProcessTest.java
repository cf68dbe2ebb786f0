package com.imageflowcanvas.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.adapters.filesystem.FolderObjectStore;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process has answered for is there after it was killed in the middle of its work. */
final class KilledProcessTest {
  private static final int ROUNDS = 3;

  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void everyAnsweredExecutionIsThereAfterKill() throws Exception {
    Random random = new Random(20260101);
    List<ExecutionId> answered = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      int before = answered.size();
      answered.addAll(killedAfter(1 + random.nextInt(400)));

      assertThat(answered).hasSizeGreaterThan(before);
      requireAll(answered);
    }
  }

  /** What a process names until it is killed, soon after it has named so many. */
  private List<ExecutionId> killedAfter(int count) throws IOException, InterruptedException {
    Process process = start();
    List<ExecutionId> named = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // the last line may be cut off; then nobody has been answered
        if (TimeOrderedUuid.isUuid(line)) {
          named.add(new ExecutionId(line));
        }
        if (named.size() == count) {
          // by its handle: the process itself would throw away the lines not read yet
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("killed, not failed").isEqualTo(128 + 9);
    return named;
  }

  private Process start() throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            AcceptLoop.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void requireAll(List<ExecutionId> answered) {
    try (Database database = Database.sqlite(folder.resolve("imageflow.db"))) {
      JdbcExecutionStore executions = new JdbcExecutionStore(database);
      JdbcFileStore files = new JdbcFileStore(database);
      FolderObjectStore objects = FolderObjectStore.open(folder.resolve("objects"));
      for (ExecutionId id : answered) {
        var found = executions.find(id);
        assertThat(found).as("execution %s of %d", id, answered.size()).isPresent();
        FileId input = found.get().items().getFirst().input().orElseThrow();
        assertThat(files.find(input)).isPresent();
        assertThat(objects.get(ObjectKey.of(input)))
            .hasValueSatisfying(content -> assertThat(content).hasSize(500));
      }
      // one more may have been stored without having been named, by each killed process
      assertThat(executions.counts().get(ExecutionState.PENDING))
          .isBetween((long) answered.size(), (long) answered.size() + ROUNDS);
    }
  }
}
