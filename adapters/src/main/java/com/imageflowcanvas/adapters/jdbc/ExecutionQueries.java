package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionPage;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionQuery;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of executions; each question walks a short piece of one index. */
final class ExecutionQueries {
  private static final String FIND =
      "SELECT " + ExecutionRows.COLUMNS + " FROM executions WHERE id = ?";

  private static final String IS_STILL =
      "SELECT 1 FROM executions WHERE id = ? AND state = ? AND fence = ?";

  private static final String COUNTS =
      """
      SELECT state, total FROM ended_counts
      UNION ALL SELECT 'pending', count(*) FROM executions WHERE state = 'pending'
      UNION ALL SELECT 'running', count(*) FROM executions WHERE state = 'running'
      """;

  private static final String ITEMS_AHEAD =
      """
      SELECT COALESCE(SUM(item_count), 0) FROM (
       SELECT item_count FROM executions WHERE state = 'pending' AND attempt = 0 AND rank < :rank
       UNION ALL SELECT item_count FROM executions
        WHERE state = 'pending' AND attempt > 0 AND rank < :rank
       UNION ALL SELECT item_count FROM executions WHERE state = 'running') AS ahead
      """;

  private static final String PIPELINE_IN_USE =
      """
      SELECT EXISTS (SELECT 1 FROM executions
       WHERE pipeline_id = :pipeline AND (state = 'pending' OR state = 'running'))
      """;

  private static final String TIMES =
      """
      SELECT completed_at - started_at, item_count FROM executions
      WHERE state = 'completed'
      """;

  private static final String LAST = " ORDER BY created_at DESC, id DESC LIMIT :limit";

  private static final String ENDED_BEFORE =
      """
      SELECT id FROM (
       SELECT id, created_at FROM (%s) AS completed
       UNION ALL SELECT id, created_at FROM (%s) AS failed
       UNION ALL SELECT id, created_at FROM (%s) AS cancelled
      ) AS ended ORDER BY created_at, id LIMIT :limit
      """
          .formatted(endedIn("completed"), endedIn("failed"), endedIn("cancelled"));

  private final Database database;
  private final EndedExecutions ended = new EndedExecutions();

  ExecutionQueries(Database database) {
    this.database = database;
  }

  /** What ended before was accepted before, too, which is where the walk ends. */
  private static String endedIn(String state) {
    return """
    SELECT id, created_at FROM executions WHERE state = '%s'
     AND completed_at < :before AND created_at < :before ORDER BY created_at, id LIMIT :limit
    """
        .formatted(state);
  }

  Optional<Execution> find(ExecutionId id) {
    return database.read(
        sql -> {
          Optional<Execution> known = ended.find(id);
          if (known.isPresent()) {
            if (isStill(sql, known.get())) {
              return known;
            }
            ended.forget(known.get());
          }
          Optional<Execution> found = sql.call(FIND).set(id.value()).first(ExecutionRows::read);
          found.ifPresent(ended::keep);
          return found;
        });
  }

  /** Somebody may have deleted it since it was read. */
  private static boolean isStill(Sql sql, Execution known) {
    return sql.call(IS_STILL)
        .set(known.id().value())
        .set(known.state().wireName())
        .set(known.attempt().fence())
        .first(row -> true)
        .isPresent();
  }

  ExecutionPage list(ExecutionQuery query) {
    List<NewestFirst.Filter> filters = new ArrayList<>();
    query.owner().ifPresent(owner -> filters.add(new NewestFirst.Filter("owner", owner.value())));
    query
        .pipeline()
        .ifPresent(id -> filters.add(new NewestFirst.Filter("pipeline_id", id.value())));
    long from = query.from().map(Micros::of).orElse(Long.MIN_VALUE);
    Cursor there = Cursor.of(query.cursor(), query.to());
    List<ExecutionSummary> found =
        database.read(
            sql ->
                pageOf(query.state())
                    .list(sql, filters, from, there, query.limit() + 1, SummaryRows::read));
    Page<ExecutionSummary> page =
        Page.of(found, query.limit(), e -> new Cursor(Micros.of(e.createdAt()), e.id().value()));
    return new ExecutionPage(page.rows(), page.next());
  }

  private static NewestFirst pageOf(Optional<ExecutionState> state) {
    List<ExecutionState> states =
        state.map(List::of).orElseGet(() -> Arrays.asList(ExecutionState.values()));
    return new NewestFirst(
        "executions",
        SummaryRows.COLUMNS,
        "state",
        states.stream().map(ExecutionState::wireName).toList());
  }

  Map<ExecutionState, Long> counts() {
    Map<ExecutionState, Long> counts = new EnumMap<>(ExecutionState.class);
    database.read(
        sql ->
            sql.of(COUNTS)
                .query(
                    (row, n) ->
                        counts.put(
                            ExecutionState.ofWireName(row.getString(1)).orElseThrow(),
                            row.getLong(2)))
                .list());
    return counts;
  }

  long itemsAhead(long rank) {
    return database.read(sql -> sql.of(ITEMS_AHEAD).param("rank", rank).query(Long.class).single());
  }

  boolean isPipelineInUse(PipelineId pipeline) {
    return database.read(
        sql ->
            sql.of(PIPELINE_IN_USE)
                .param("pipeline", pipeline.value())
                .query(Boolean.class)
                .single());
  }

  List<Duration> recentTimesPerItem(Optional<PipelineId> pipeline, int limit) {
    Map<String, Object> filter = new HashMap<>();
    pipeline.ifPresent(id -> filter.put("pipeline", id.value()));
    String times = TIMES + (pipeline.isPresent() ? " AND pipeline_id = :pipeline" : "") + LAST;
    return database.read(
        sql ->
            sql.of(times)
                .params(filter)
                .param("limit", limit)
                .query((row, n) -> timePerItem(row.getLong(1), row.getLong(2)))
                .list());
  }

  private static Duration timePerItem(long micros, long items) {
    return Duration.ofNanos(micros * 1_000 / Math.max(1, items));
  }

  List<ExecutionId> endedBefore(Instant before, int limit) {
    return database.read(
        sql ->
            sql.of(ENDED_BEFORE)
                .param("before", Micros.of(before))
                .param("limit", limit)
                .query((row, n) -> new ExecutionId(row.getString(1)))
                .list());
  }
}
