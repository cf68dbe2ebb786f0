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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files in a relational database. */
public final class JdbcFileStore implements FileStore {
  private static final String FIND = "SELECT " + FileRows.COLUMNS + " FROM files WHERE id = ?";

  /** By the execution that it came with, or by one that names it. */
  private static final String IN_USE =
      """
      SELECT 1 FROM files f JOIN executions e ON e.id = f.execution_id
       WHERE f.id = ? AND f.kind = 'input' AND (e.state = 'pending' OR e.state = 'running')
      UNION ALL
      SELECT 1 FROM execution_files l JOIN executions e ON e.id = l.execution_id
       WHERE l.file_id = ? AND (e.state = 'pending' OR e.state = 'running')
      LIMIT 1
      """;

  private static final String UNNAMED =
      "kind <> 'input' AND NOT EXISTS (SELECT 1 FROM execution_files l WHERE l.file_id = files.id)";

  private static final String UPLOADS_BEFORE =
      "SELECT "
          + FileRows.COLUMNS
          + " FROM files WHERE kind = 'upload' AND created_at < ? AND "
          + UNNAMED
          + " ORDER BY created_at, id LIMIT ?";

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
    return database.read(sql -> sql.call(FIND).set(id.value()).first(FileRows::read));
  }

  @Override
  public Map<FileId, StoredFile> findAll(Collection<FileId> ids) {
    return database.read(
        sql -> {
          Map<FileId, StoredFile> found = new LinkedHashMap<>();
          for (FileId id : ids) {
            sql.call(FIND)
                .set(id.value())
                .first(FileRows::read)
                .ifPresent(file -> found.put(id, file));
          }
          return found;
        });
  }

  @Override
  public FilePage list(FileQuery query) {
    List<NewestFirst.Filter> filters =
        query.owner().stream()
            .map(owner -> new NewestFirst.Filter("owner", owner.value()))
            .toList();
    Cursor there = Cursor.of(query.cursor(), Optional.empty());
    List<StoredFile.Kind> kinds =
        query.kind().map(List::of).orElseGet(() -> Arrays.asList(StoredFile.Kind.values()));
    NewestFirst pages =
        new NewestFirst(
            "files", FileRows.COLUMNS, "kind", kinds.stream().map(FileRows::nameOf).toList());
    List<StoredFile> found =
        database.read(
            sql ->
                pages.list(sql, filters, Long.MIN_VALUE, there, query.limit() + 1, FileRows::read));
    Page<StoredFile> files =
        Page.of(found, query.limit(), f -> new Cursor(Micros.of(f.createdAt()), f.id().value()));
    return new FilePage(files.rows(), files.next());
  }

  @Override
  public boolean isInUse(FileId id) {
    return database.read(sql -> isInUse(sql, id));
  }

  private static boolean isInUse(Sql sql, FileId id) {
    return sql.call(IN_USE).set(id.value()).set(id.value()).first(row -> true).isPresent();
  }

  @Override
  public boolean delete(FileId id) {
    return database.inTransaction(
        sql -> {
          if (isInUse(sql, id)) {
            return false;
          }
          sql.call("DELETE FROM execution_files WHERE file_id = ?").set(id.value()).update();
          return !FileRows.delete(sql, "id = ?", id.value()).isEmpty();
        });
  }

  @Override
  public boolean deleteUnused(FileId id) {
    return database.inTransaction(
        sql -> !FileRows.delete(sql, "id = ? AND " + UNNAMED, id.value()).isEmpty());
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
        sql -> sql.call(UPLOADS_BEFORE).set(Micros.of(before)).set(limit).list(FileRows::read));
  }
}
