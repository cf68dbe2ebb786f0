package com.imageflowcanvas.adapters.jdbc;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.testkit.store.Samples;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndedExecutionsTest {
  @TempDir private Path folder;

  @Test
  void whatIsAskedForStaysWhileTheRestMakesRoom() {
    EndedExecutions known = new EndedExecutions();
    Execution asked = ended(50);
    known.keep(asked);
    for (int i = 0; i < 1_000; i++) {
      known.keep(ended(50));
      assertThat(known.find(asked.id())).contains(asked);
      assertThat(known.held()).isBetween(1, EndedExecutions.CAPACITY);
    }
    Execution forgotten = ended(50);
    known.keep(forgotten);
    for (int i = 0; i < 1_000; i++) {
      known.keep(ended(50));
    }
    assertThat(known.find(forgotten.id())).isEmpty();
  }

  @Test
  void forgottenOneLeavesItsRoom() {
    EndedExecutions known = new EndedExecutions();
    Execution ended = ended(3);
    known.keep(ended);
    known.keep(ended);
    known.forget(ended);
    known.forget(ended);

    assertThat(known.held()).isZero();
    assertThat(known.find(ended.id())).isEmpty();
  }

  @Test
  void neitherWhatMayChangeNorWhatWouldTakeAllRoomIsKept() {
    EndedExecutions known = new EndedExecutions();
    known.keep(Samples.pending(1));
    known.keep(ended(EndedExecutions.CAPACITY));

    assertThat(known.held()).isZero();
  }

  @Test
  void oneThatAnotherNodeDeletesIsGoneHereToo() {
    Path file = folder.resolve("imageflow.db");
    try (Database here = Database.sqlite(file);
        Database there = Database.sqlite(file)) {
      JdbcExecutionStore executions = new JdbcExecutionStore(here);
      Execution pending = Samples.pending(1);
      executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
      Execution cancelled = executions.cancel(pending, at(2)).orElseThrow();
      for (int i = 0; i < 3; i++) {
        assertThat(executions.find(pending.id())).contains(cancelled);
      }

      assertThat(new JdbcExecutionStore(there).delete(pending.id())).isNotEmpty();

      assertThat(executions.find(pending.id())).isEmpty();
      assertThat(executions.find(pending.id())).isEmpty();
    }
  }

  private static Execution ended(int images) {
    Execution pending = Samples.pending(PIPELINE, ALICE, Priority.NORMAL, at(1), images);
    Execution running = pending.after(new ExecutionEvent.Claimed(NODE, at(9), at(2)));
    return Samples.completed(running, at(3));
  }
}
