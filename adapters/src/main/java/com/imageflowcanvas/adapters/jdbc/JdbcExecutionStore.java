package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Executions in a relational database: what is written at acceptance, at the end and at deletion.
 * {@link ExecutionQueue} decides who runs them, {@link ExecutionQueries} only reads.
 */
public final class JdbcExecutionStore implements ExecutionStore {
  /** Those that come with it know it themselves. */
  private static final String LINK =
      "INSERT INTO execution_files (execution_id, file_id) VALUES (?, ?)";

  private static final String IS_THERE = "SELECT 1 FROM files WHERE id = ?";

  private static final String DELETE =
      """
      DELETE FROM executions WHERE id = ? AND state NOT IN ('pending', 'running')
      RETURNING state
      """;

  // the file outlives its execution because another one names it
  private static final String KEEP_SHARED =
      """
      UPDATE files SET kind = 'upload', execution_id = NULL WHERE execution_id = ?
       AND EXISTS (SELECT 1 FROM execution_files l
        WHERE l.file_id = files.id AND l.execution_id <> ?)
      """;

  private final Database database;
  private final ExecutionQueue queue;
  private final ExecutionQueries queries;

  public JdbcExecutionStore(Database database) {
    this.database = database;
    this.queue = new ExecutionQueue(database);
    this.queries = new ExecutionQueries(database);
  }

  @Override
  public Acceptance accept(
      Execution execution, List<StoredFile> inputs, Optional<IdempotencyKey> key) {
    if (execution.state().isTerminal()) {
      throw new IllegalArgumentException(
          "state: " + execution.state() + " (expected: PENDING or RUNNING)");
    }
    return database.inTransaction(
        sql -> {
          if (key.isPresent()) {
            Acceptance acceptance =
                IdempotencyKeys.remember(
                    sql, key.get(), execution.id().value(), execution.createdAt());
            if (!(acceptance instanceof Acceptance.Stored)) {
              return acceptance;
            }
          }
          ExecutionRows.insert(sql, execution);
          FileRows.insert(sql, inputs);
          link(sql, execution, inputs);
          return new Acceptance.Stored();
        });
  }

  /** Files that were uploaded before may have been deleted since they were looked at. */
  private static void link(Sql sql, Execution execution, List<StoredFile> inputs) {
    Set<FileId> named = new LinkedHashSet<>();
    execution.items().forEach(item -> item.input().ifPresent(named::add));
    inputs.forEach(file -> named.remove(file.id()));
    long gone = named.stream().filter(file -> !isThere(sql, file)).count();
    if (gone > 0) {
      throw ExecutionStore.inputsGone(gone);
    }
    for (FileId file : named) {
      sql.call(LINK).set(execution.id().value()).set(file.value()).update();
    }
  }

  private static boolean isThere(Sql sql, FileId file) {
    return sql.call(IS_THERE).set(file.value()).first(row -> true).isPresent();
  }

  @Override
  public Optional<Acceptance> recall(IdempotencyKey key, Instant now) {
    return database.read(sql -> IdempotencyKeys.recall(sql, key, now));
  }

  @Override
  public boolean finish(Execution next, long fence, List<StoredFile> outputs) {
    return database.inTransaction(
        sql -> {
          if (!ExecutionRows.change(sql, ExecutionState.RUNNING, fence, next, true)) {
            return false;
          }
          if (next.attempt().number() > 1) {
            // an earlier attempt may have published under the same ids before it was given back
            FileRows.delete(sql, "execution_id = ? AND kind = 'output'", next.id().value());
          }
          FileRows.insert(sql, outputs);
          return true;
        });
  }

  @Override
  public List<StoredFile> delete(ExecutionId id) {
    return database.inTransaction(
        sql -> {
          Optional<String> state = sql.call(DELETE).set(id.value()).first(row -> row.getString(1));
          if (state.isEmpty()) {
            return List.of();
          }
          ExecutionRows.countEnded(sql, ExecutionState.ofWireName(state.get()).orElseThrow(), -1);
          sql.call(KEEP_SHARED).set(id.value()).set(id.value()).update();
          sql.call("DELETE FROM execution_files WHERE execution_id = ?").set(id.value()).update();
          return FileRows.delete(sql, "execution_id = ?", id.value());
        });
  }

  @Override
  public List<Execution> claim(NodeId node, Instant now, Instant leaseUntil, int limit) {
    return queue.claim(node, now, leaseUntil, limit);
  }

  @Override
  public boolean hasSuspect(Instant now, int maxAttempts) {
    return queue.hasSuspect(now, maxAttempts);
  }

  @Override
  public Optional<Execution> claimSuspect(
      NodeId node, Instant now, Instant leaseUntil, int maxAttempts) {
    return queue.claimSuspect(node, now, leaseUntil, maxAttempts);
  }

  @Override
  public Optional<Execution> claimBefore(long rank, NodeId node, Instant now, Instant leaseUntil) {
    return queue.claimBefore(rank, node, now, leaseUntil);
  }

  @Override
  public Optional<Execution> claimOldest(NodeId node, Instant now, Instant leaseUntil) {
    return queue.claimOldest(node, now, leaseUntil);
  }

  @Override
  public Optional<Execution> claimOne(
      ExecutionId id, NodeId node, Instant now, Instant leaseUntil) {
    return queue.claimOne(id, node, now, leaseUntil);
  }

  @Override
  public List<Execution> exhausted(Instant now, int maxAttempts, int limit) {
    return queue.exhausted(now, maxAttempts, limit);
  }

  @Override
  public Set<ExecutionId> renew(Map<ExecutionId, Long> fences, Instant leaseUntil) {
    return queue.renew(fences, leaseUntil);
  }

  @Override
  public Optional<Execution> cancel(Execution seen, Instant now) {
    return queue.cancel(seen, now);
  }

  @Override
  public int abandonLeases(NodeId node, Instant now) {
    return queue.abandonLeases(node, now);
  }

  @Override
  public Optional<Execution> find(ExecutionId id) {
    return queries.find(id);
  }

  @Override
  public ExecutionPage list(ExecutionQuery query) {
    return queries.list(query);
  }

  @Override
  public Map<ExecutionState, Long> counts() {
    return queries.counts();
  }

  @Override
  public long itemsAhead(long rank) {
    return queries.itemsAhead(rank);
  }

  @Override
  public boolean isPipelineInUse(PipelineId pipeline) {
    return queries.isPipelineInUse(pipeline);
  }

  @Override
  public List<Duration> recentTimesPerItem(Optional<PipelineId> pipeline, int limit) {
    return queries.recentTimesPerItem(pipeline, limit);
  }

  @Override
  public List<ExecutionId> endedBefore(Instant before, int limit) {
    return queries.endedBefore(before, limit);
  }
}
