package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.NodeId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The execution table seen as a queue: who may run what, and until when. */
final class ExecutionQueue {
  private static final String FIND =
      "SELECT " + ExecutionRows.COLUMNS + " FROM executions WHERE id = :id";

  private static final String FIRST_BEFORE =
      """
      SELECT id FROM executions WHERE state = 'pending' AND rank < :rank ORDER BY rank, id LIMIT 1
      """;

  private static final String OLDEST =
      "SELECT id FROM executions WHERE state = 'pending' ORDER BY created_at, id LIMIT 1";

  private static final String ABANDON =
      """
      UPDATE executions SET lease_until = :now
      WHERE state = 'running' AND node = :node AND lease_until > :now
      """;

  private static final String RENEW =
      """
      UPDATE executions SET lease_until = :until
      WHERE id = :id AND state = 'running' AND fence = :fence
      """;

  private static final String EXHAUSTED =
      "SELECT "
          + ExecutionRows.COLUMNS
          + """
           FROM executions
          WHERE state = 'running' AND lease_until <= :now AND attempt >= :max
          ORDER BY lease_until, id LIMIT :limit
          """;

  private final Database database;
  private final String next;

  ExecutionQueue(Database database) {
    this.database = database;
    this.next = next(database.dialect().lockFreeRows());
  }

  /** Two short walks, over the waiting and over the lost, each along its own partial index. */
  private static String next(String lock) {
    return """
    SELECT %1$s FROM executions WHERE id IN (SELECT id FROM (
     SELECT id, rank FROM (SELECT id, rank FROM executions WHERE state = 'pending'
      ORDER BY rank, id LIMIT :limit%2$s) AS waiting
     UNION ALL
     SELECT id, rank FROM (SELECT id, rank FROM executions
      WHERE state = 'running' AND lease_until <= :now AND attempt < :max
      ORDER BY rank, id LIMIT :limit%2$s) AS lost
     ) AS candidates ORDER BY rank, id LIMIT :limit)
    ORDER BY rank, id
    """
        .formatted(ExecutionRows.COLUMNS, lock);
  }

  List<Execution> claim(NodeId node, Instant now, Instant leaseUntil, int maxAttempts, int limit) {
    var claimed = new ExecutionEvent.Claimed(node, leaseUntil, now);
    return database.inTransaction(
        sql ->
            sql
                .of(next)
                .param("now", Micros.of(now))
                .param("max", maxAttempts)
                .param("limit", limit)
                .query(ExecutionRows::read)
                .list()
                .stream()
                .flatMap(found -> change(sql, found, claimed).stream())
                .toList());
  }

  /** Looks before it locks: mostly there is none. */
  Optional<Execution> claimBefore(long rank, NodeId node, Instant now, Instant leaseUntil) {
    Optional<String> first =
        database.read(
            sql -> sql.of(FIRST_BEFORE).param("rank", rank).query(String.class).optional());
    return first.flatMap(id -> claimOne(new ExecutionId(id), node, now, leaseUntil));
  }

  Optional<Execution> claimOldest(NodeId node, Instant now, Instant leaseUntil) {
    Optional<String> oldest = database.read(sql -> sql.of(OLDEST).query(String.class).optional());
    return oldest.flatMap(id -> claimOne(new ExecutionId(id), node, now, leaseUntil));
  }

  Optional<Execution> claimOne(ExecutionId id, NodeId node, Instant now, Instant leaseUntil) {
    return database.inTransaction(
        sql ->
            locked(sql, id)
                .filter(found -> found.state() == ExecutionState.PENDING)
                .flatMap(
                    found ->
                        change(sql, found, new ExecutionEvent.Claimed(node, leaseUntil, now))));
  }

  Optional<Execution> cancel(Execution seen, Instant now) {
    var cancelled = new ExecutionEvent.Cancelled(now);
    return database.inTransaction(
        sql ->
            locked(sql, seen.id())
                .filter(found -> !found.state().isTerminal())
                .flatMap(
                    found -> change(sql, found, seen.isNewsOf(found) ? seen : found, cancelled)));
  }

  private Optional<Execution> locked(Sql sql, ExecutionId id) {
    return sql.of(FIND + database.dialect().lockRow())
        .param("id", id.value())
        .query(ExecutionRows::read)
        .optional();
  }

  private static Optional<Execution> change(Sql sql, Execution found, ExecutionEvent event) {
    return change(sql, found, found, event);
  }

  private static Optional<Execution> change(
      Sql sql, Execution found, Execution known, ExecutionEvent event) {
    Execution next = known.after(event);
    return ExecutionRows.change(sql, found, next) ? Optional.of(next) : Optional.empty();
  }

  List<Execution> exhausted(Instant now, int maxAttempts, int limit) {
    return database.read(
        sql ->
            sql.of(EXHAUSTED)
                .param("now", Micros.of(now))
                .param("max", maxAttempts)
                .param("limit", limit)
                .query(ExecutionRows::read)
                .list());
  }

  Set<ExecutionId> renew(Map<ExecutionId, Long> fences, Instant leaseUntil) {
    if (fences.isEmpty()) {
      return Set.of();
    }
    return database.inTransaction(
        sql -> {
          Set<ExecutionId> ours = new HashSet<>();
          fences.forEach(
              (id, fence) -> {
                if (renewed(sql, id, fence, leaseUntil)) {
                  ours.add(id);
                }
              });
          return Set.copyOf(ours);
        });
  }

  private static boolean renewed(Sql sql, ExecutionId id, long fence, Instant leaseUntil) {
    return sql.of(RENEW)
            .param("until", Micros.of(leaseUntil))
            .param("id", id.value())
            .param("fence", fence)
            .update()
        == 1;
  }

  int abandonLeases(NodeId node, Instant now) {
    return database.inTransaction(
        sql -> sql.of(ABANDON).param("now", Micros.of(now)).param("node", node.value()).update());
  }
}
