package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Files in a relational database. */
public final class JdbcFileStore implements FileStore {
  private static final String FIND = "SELECT " + FileRows.COLUMNS + " FROM files WHERE id = :id";

  private static final String IN_USE =
      """
      SELECT EXISTS (SELECT 1 FROM execution_files l JOIN executions e ON e.id = l.execution_id
       WHERE l.file_id = :id AND e.state IN ('pending', 'running'))
      """;

  private static final String UNNAMED =
      "NOT EXISTS (SELECT 1 FROM execution_files l WHERE l.file_id = files.id)";

  private static final String UPLOADS_BEFORE =
      "SELECT "
          + FileRows.COLUMNS
          + " FROM files WHERE kind = 'upload' AND created_at < :before AND "
          + UNNAMED
          + " ORDER BY created_at, id LIMIT :limit";

  private final Database database;

  public JdbcFileStore(Database database) {
    this.database = database;
  }

  @Override
  public Acceptance add(StoredFile file, Optional<IdempotencyKey> key) {
    return database.inTransaction(
        sql -> {
          if (key.isPresent()) {
            Acceptance acceptance =
                IdempotencyKeys.remember(sql, key.get(), file.id().value(), file.createdAt());
            if (!(acceptance instanceof Acceptance.Stored)) {
              return acceptance;
            }
          }
          FileRows.insert(sql, List.of(file));
          return new Acceptance.Stored();
        });
  }

  @Override
  public Optional<Acceptance> recall(IdempotencyKey key, Instant now) {
    return database.read(sql -> IdempotencyKeys.recall(sql, key, now));
  }

  @Override
  public Optional<StoredFile> find(FileId id) {
    return database.read(
        sql -> sql.of(FIND).param("id", id.value()).query(FileRows::read).optional());
  }

  @Override
  public Map<FileId, StoredFile> findAll(Collection<FileId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.read(
        sql ->
            sql
                .of("SELECT " + FileRows.COLUMNS + " FROM files WHERE id IN (:ids)")
                .param("ids", ids.stream().map(FileId::value).toList())
                .query(FileRows::read)
                .list()
                .stream()
                .collect(Collectors.toMap(StoredFile::id, Function.identity())));
  }

  @Override
  public FilePage list(FileQuery query) {
    Map<String, Object> filters = new HashMap<>();
    query.owner().ifPresent(owner -> filters.put("owner", owner.value()));
    Cursor from = Cursor.of(query.cursor(), Optional.empty());
    List<StoredFile.Kind> kinds =
        query.kind().map(List::of).orElseGet(() -> Arrays.asList(StoredFile.Kind.values()));
    String page =
        new NewestFirst(
                "files", FileRows.COLUMNS, "kind", kinds.stream().map(FileRows::nameOf).toList())
            .sql(List.copyOf(filters.keySet()));
    List<StoredFile> found =
        database.read(
            sql ->
                sql.of(page)
                    .params(filters)
                    .param("from", Long.MIN_VALUE)
                    .param("before", from.createdAt())
                    .param("beforeId", from.id())
                    .param("limit", query.limit() + 1)
                    .query(FileRows::read)
                    .list());
    Page<StoredFile> files =
        Page.of(found, query.limit(), f -> new Cursor(Micros.of(f.createdAt()), f.id().value()));
    return new FilePage(files.rows(), files.next());
  }

  @Override
  public boolean isInUse(FileId id) {
    return database.read(
        sql -> sql.of(IN_USE).param("id", id.value()).query(Boolean.class).single());
  }

  @Override
  public boolean delete(FileId id) {
    return database.inTransaction(
        sql -> {
          if (sql.of(IN_USE).param("id", id.value()).query(Boolean.class).single()) {
            return false;
          }
          sql.of("DELETE FROM execution_files WHERE file_id = :id")
              .param("id", id.value())
              .update();
          return !FileRows.delete(sql, "id = :id", id.value()).isEmpty();
        });
  }

  @Override
  public boolean deleteUnused(FileId id) {
    return database.inTransaction(
        sql -> !FileRows.delete(sql, "id = :id AND " + UNNAMED, id.value()).isEmpty());
  }

  @Override
  public long usedBytes(UserId owner) {
    return database.read(
        sql ->
            sql.of("SELECT bytes FROM file_usage WHERE owner = :owner")
                .param("owner", owner.value())
                .query(Long.class)
                .optional()
                .orElse(0L));
  }

  @Override
  public long usedBytes() {
    return database.read(
        sql -> sql.of("SELECT COALESCE(SUM(bytes), 0) FROM file_usage").query(Long.class).single());
  }

  @Override
  public List<StoredFile> uploadsBefore(Instant before, int limit) {
    return database.read(
        sql ->
            sql.of(UPLOADS_BEFORE)
                .param("before", Micros.of(before))
                .param("limit", limit)
                .query(FileRows::read)
                .list());
  }
}
