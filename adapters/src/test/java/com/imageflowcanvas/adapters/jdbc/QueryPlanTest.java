package com.imageflowcanvas.adapters.jdbc;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionQuery;
import com.imageflowcanvas.file.FileStore.FileQuery;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.testkit.store.Samples;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No statement of the stores reads a whole table or index that grows with what is stored. */
final class QueryPlanTest {
  /** Partial indexes over what has not ended. */
  private static final Set<String> SMALL = Set.of("executions_waiting", "executions_unfinished");

  private static final Pattern SCAN =
      Pattern.compile(
          "SCAN (executions|files|execution_files|idempotency_keys|file_usage|e|l)\\b"
              + "(?:.* INDEX (\\w+))?.*");

  @TempDir private Path folder;
  private final StatementRecorder recorder = new StatementRecorder();
  private Database database;
  private JdbcExecutionStore executions;
  private JdbcFileStore files;

  @BeforeEach
  void open() {
    database =
        Database.sqlite(
            folder.resolve("plans.db"), SqliteSettings.DEFAULT.around(recorder::around));
    executions = new JdbcExecutionStore(database);
    files = new JdbcFileStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void noStatementScansWhatGrows() {
    liveThroughExecutions();
    askOfExecutions();
    liveThroughFiles();

    List<String> statements =
        recorder.statements().stream().filter(QueryPlanTest::readsTables).toList();

    assertThat(statements).hasSizeGreaterThan(30);
    assertThat(statements)
        .allSatisfy(
            sql -> assertThat(plan(sql)).as(sql).isNotEmpty().noneMatch(QueryPlanTest::readsAll));
  }

  @Test
  void listsWalkTheirIndexByTime() {
    askOfExecutions();

    List<String> lists =
        recorder.statements().stream().filter(sql -> sql.contains("AS merged")).toList();

    assertThat(lists).hasSize(8);
    assertThat(lists)
        .allSatisfy(
            sql ->
                assertThat(plan(sql))
                    .as(sql)
                    .filteredOn(step -> step.contains(" INDEX executions_"))
                    .isNotEmpty()
                    .allMatch(step -> step.contains("COVERING INDEX"))
                    .allMatch(step -> step.contains("created_at")));
  }

  @Test
  void queueWalksAlongTheRank() {
    liveThroughExecutions();
    askOfExecutions();

    List<String> claim = plan(only("AS waiting"));
    assertThat(claim).anyMatch(step -> step.contains("COVERING INDEX executions_waiting"));
    assertThat(claim).noneMatch(step -> step.contains("executions_newest"));
    // sorted are the claimed; never the waiting
    assertThat(claim).filteredOn(step -> step.contains("TEMP B-TREE")).hasSize(1);

    List<String> suspect = plan(only("AS begun_before"));
    assertThat(suspect)
        .anyMatch(
            step -> step.contains("COVERING INDEX executions_waiting (state=? AND attempt>?"));
    assertThat(suspect).anyMatch(step -> step.contains("INDEX executions_unfinished (state=?)"));

    assertThat(plan(only("rank < ? ORDER")))
        .singleElement()
        .asString()
        .contains("COVERING INDEX executions_waiting (state=? AND attempt=? AND rank<?)");
    assertThat(plan(only("ORDER BY created_at, id LIMIT 1")))
        .singleElement()
        .asString()
        .contains("COVERING INDEX executions_unfinished (state=?)");

    assertThat(plan(only("AS ahead")))
        .anyMatch(
            step ->
                step.contains(
                    "COVERING INDEX executions_waiting (state=? AND attempt=? AND rank<?)"))
        .anyMatch(step -> step.contains("INDEX executions_unfinished (state=?)"));
    assertThat(plan(only("attempt >= ?")))
        .anyMatch(step -> step.contains("executions_unfinished (state=?)"));
    assertThat(plan(only("AND node = ?")))
        .allMatch(step -> step.contains("executions_unfinished (state=?)"));
  }

  @Test
  void endedOnesAreWalkedByTheirTime() {
    askOfExecutions();

    for (String sql : List.of(only("AS cancelled"), only("completed_at - started_at"))) {
      assertThat(plan(sql))
          .filteredOn(step -> step.contains(" executions "))
          .isNotEmpty()
          .allMatch(step -> step.contains("INDEX executions_newest"));
    }
  }

  /** The one statement with this part; the shortest where one continues another. */
  private String only(String part) {
    return recorder.statements().stream()
        .filter(sql -> sql.contains(part))
        .min(Comparator.comparingInt(String::length))
        .orElseThrow();
  }

  private void liveThroughExecutions() {
    Execution pending = Samples.pending(1);
    IdempotencyKey key = new IdempotencyKey(ALICE, "POST /executions", "k", "f", at(90_000), "");
    executions.accept(pending, Samples.inputsOf(pending), Optional.of(key));
    executions.recall(key, at(1));
    executions.accept(pending, Samples.inputsOf(pending), Optional.of(key));
    Execution running = executions.claim(NODE, at(2), at(3), 1).getFirst();
    executions.renew(Map.of(running.id(), 1L), at(4));
    executions.abandonLeases(NODE, at(3));
    Execution again = executions.claimSuspect(NODE, at(9), at(10), 3).orElseThrow();
    executions.exhausted(at(11), 2, 5);
    Execution ended = Samples.completed(again, at(10));
    executions.finish(ended, again.attempt().fence(), Samples.outputsOf(ended));
    Execution other = Samples.pending(12);
    executions.accept(other, Samples.inputsOf(other), Optional.empty());
    executions.claimBefore(Long.MAX_VALUE, NODE, at(13), at(14));
    executions.claimOldest(NODE, at(13), at(14));
    executions.cancel(other, at(14));
    executions.delete(ended.id());
  }

  private void askOfExecutions() {
    for (int filters = 0; filters < 8; filters++) {
      executions.list(
          new ExecutionQuery(
              (filters & 1) == 0 ? Optional.empty() : Optional.of(PIPELINE),
              (filters & 2) == 0 ? Optional.empty() : Optional.of(ExecutionState.FAILED),
              (filters & 4) == 0 ? Optional.empty() : Optional.of(ALICE),
              Optional.of(at(0)),
              Optional.of(at(9)),
              Optional.empty(),
              10));
    }
    executions.find(Samples.pending(1).id());
    executions.counts();
    executions.itemsAhead(1);
    executions.isPipelineInUse(PIPELINE);
    executions.recentTimesPerItem(Optional.empty(), 5);
    executions.recentTimesPerItem(Optional.of(PIPELINE), 5);
    executions.endedBefore(at(99), 5);
  }

  private void liveThroughFiles() {
    StoredFile file = Samples.upload(ALICE, 1);
    files.add(file, Optional.empty());
    files.find(file.id());
    files.isInUse(file.id());
    files.usedBytes(ALICE);
    files.uploadsBefore(at(9), 5);
    for (int filters = 0; filters < 4; filters++) {
      files.list(
          new FileQuery(
              (filters & 1) == 0 ? Optional.empty() : Optional.of(ALICE),
              (filters & 2) == 0 ? Optional.empty() : Optional.of(StoredFile.Kind.OUTPUT),
              Optional.empty(),
              10));
    }
    files.delete(file.id());
  }

  private static boolean readsTables(String sql) {
    return sql.stripLeading().matches("(?s)(SELECT|UPDATE|DELETE).*")
        && !sql.contains("flyway")
        && !sql.contains("sqlite_");
  }

  private static boolean readsAll(String step) {
    var scan = SCAN.matcher(step);
    return scan.matches() && !(scan.group(2) != null && SMALL.contains(scan.group(2)));
  }

  private List<String> plan(String sql) {
    return database.read(
        reader ->
            reader
                .of("EXPLAIN QUERY PLAN " + sql)
                .query((row, n) -> row.getString("detail"))
                .list());
  }
}
