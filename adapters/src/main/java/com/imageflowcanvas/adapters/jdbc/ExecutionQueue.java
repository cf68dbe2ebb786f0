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
      "SELECT " + ExecutionRows.COLUMNS + " FROM executions WHERE id = ?";

  private static final String DUE = " AND (not_before IS NULL OR not_before <= ?)";

  /** What no process has died with, and is due. */
  private static final String FRESH = "state = 'pending' AND attempt = 0" + DUE;

  private static final String FIRST_BEFORE =
      "SELECT id FROM executions WHERE " + FRESH + " AND rank < ? ORDER BY rank, id LIMIT 1";

  private static final String OLDEST =
      "SELECT id FROM executions WHERE " + FRESH + " ORDER BY created_at, id LIMIT 1";

  private static final String LOST = "state = 'running' AND lease_until ";

  /** The lost are looked for among those that run, which are few. */
  private static final String SUSPECT =
      """
      SELECT id FROM (
       SELECT id, rank FROM (SELECT id, rank FROM executions WHERE state = 'pending'
        AND attempt > 0%s ORDER BY rank, id LIMIT 1) AS begun_before
       UNION ALL
       SELECT id, rank FROM (SELECT id, rank FROM executions WHERE %s<= ? AND attempt < ?
        ORDER BY rank, id LIMIT 1) AS lost
      ) AS suspects ORDER BY rank, id LIMIT 1
      """
          .formatted(DUE, LOST);

  private static final String ABANDON =
      "UPDATE executions SET lease_until = ? WHERE " + LOST + "> ? AND node = ?";

  private static final String RENEW =
      """
      UPDATE executions SET lease_until = ?
      WHERE id = ? AND state = 'running' AND fence = ?
      """;

  private static final String EXHAUSTED =
      "SELECT "
          + ExecutionRows.COLUMNS
          + " FROM executions WHERE "
          + LOST
          + "<= ? AND attempt >= ? ORDER BY lease_until, id LIMIT ?";

  private static final Call.Reader<ExecutionId> EXECUTION_ID =
      row -> new ExecutionId(row.getString(1));

  private final Database database;
  private final String next;
  private final String find;

  ExecutionQueue(Database database) {
    this.database = database;
    this.next = next(database.dialect().lockFreeRows());
    this.find = FIND + database.dialect().lockRow();
  }

  /** A short walk along the index of what waits. */
  private static String next(String lock) {
    return """
    SELECT %s FROM executions WHERE id IN (SELECT id FROM (
     SELECT id FROM executions WHERE %s ORDER BY rank, id LIMIT ?%s) AS waiting)
    ORDER BY rank, id
    """
        .formatted(ExecutionRows.COLUMNS, FRESH, lock);
  }

  List<Execution> claim(NodeId node, Instant now, Instant leaseUntil, int limit) {
    var claimed = new ExecutionEvent.Claimed(node, leaseUntil, now);
    return database.inTransaction(
        sql ->
            sql.call(next).set(Micros.of(now)).set(limit).list(ExecutionRows::read).stream()
                .flatMap(found -> change(sql, found, claimed).stream())
                .toList());
  }

  /** Looks before it locks: mostly there is none. */
  boolean hasSuspect(Instant now, int maxAttempts) {
    return firstSuspect(now, maxAttempts).isPresent();
  }

  private Optional<ExecutionId> firstSuspect(Instant now, int maxAttempts) {
    long micros = Micros.of(now);
    return database.read(
        sql -> sql.call(SUSPECT).set(micros).set(micros).set(maxAttempts).first(EXECUTION_ID));
  }

  Optional<Execution> claimSuspect(NodeId node, Instant now, Instant leaseUntil, int maxAttempts) {
    Optional<ExecutionId> first = firstSuspect(now, maxAttempts);
    var claimed = new ExecutionEvent.Claimed(node, leaseUntil, now);
    return first.flatMap(
        id ->
            database.inTransaction(
                sql ->
                    locked(sql, id)
                        .filter(found -> isSuspect(found, now, maxAttempts))
                        .flatMap(found -> change(sql, found, claimed))));
  }

  /** Somebody may have taken or ended it since it was seen. */
  private static boolean isSuspect(Execution found, Instant now, int maxAttempts) {
    return switch (found.state()) {
      case PENDING -> found.attempt().number() > 0 && !isAfter(found.attempt().notBefore(), now);
      case RUNNING ->
          found.attempt().number() < maxAttempts && !isAfter(found.attempt().leaseUntil(), now);
      case COMPLETED, FAILED, CANCELLED -> false;
    };
  }

  private static boolean isAfter(Optional<Instant> instant, Instant now) {
    return instant.isPresent() && instant.get().isAfter(now);
  }

  /** Looks before it locks: mostly there is none. */
  Optional<Execution> claimBefore(long rank, NodeId node, Instant now, Instant leaseUntil) {
    Optional<ExecutionId> first =
        database.read(
            sql -> sql.call(FIRST_BEFORE).set(Micros.of(now)).set(rank).first(EXECUTION_ID));
    return first.flatMap(id -> claimOne(id, node, now, leaseUntil));
  }

  Optional<Execution> claimOldest(NodeId node, Instant now, Instant leaseUntil) {
    Optional<ExecutionId> oldest =
        database.read(sql -> sql.call(OLDEST).set(Micros.of(now)).first(EXECUTION_ID));
    return oldest.flatMap(id -> claimOne(id, node, now, leaseUntil));
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
    return sql.call(find).set(id.value()).first(ExecutionRows::read);
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
            sql.call(EXHAUSTED)
                .set(Micros.of(now))
                .set(maxAttempts)
                .set(limit)
                .list(ExecutionRows::read));
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
    return sql.call(RENEW).set(Micros.of(leaseUntil)).set(id.value()).set(fence).update() == 1;
  }

  int abandonLeases(NodeId node, Instant now) {
    long micros = Micros.of(now);
    return database.inTransaction(
        sql -> sql.call(ABANDON).set(micros).set(micros).set(node.value()).update());
  }
}
