package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files as rows; whatever adds or removes some keeps the bytes per user true. */
final class FileRows {
  static final String COLUMNS =
      "id, owner, kind, filename, content_type, size_bytes, sha256, object_key, execution_id,"
          + " created_at, provenance";

  private static final String INSERT =
      """
      INSERT INTO files (id, owner, kind, filename, content_type, size_bytes, sha256, object_key,
       execution_id, created_at, provenance)
      VALUES (:id, :owner, :kind, :filename, :content_type, :size_bytes, :sha256, :object_key,
       :execution_id, :created_at, :provenance)
      """;

  private static final String COUNT_BYTES =
      """
      INSERT INTO file_usage (owner, bytes) VALUES (:owner, :bytes)
      ON CONFLICT (owner) DO UPDATE SET bytes = file_usage.bytes + excluded.bytes
      """;

  private FileRows() {}

  static void insert(Sql sql, List<StoredFile> files) {
    sql.batch(INSERT, files.stream().map(FileRows::values).toList());
    countBytes(sql, files, 1);
  }

  /**
   * Deletes the files of a condition.
   *
   * @param condition on the columns of {@code files}; its one parameter is {@code :id}
   */
  static List<StoredFile> delete(Sql sql, String condition, String id) {
    List<StoredFile> deleted =
        sql.of("DELETE FROM files WHERE " + condition + " RETURNING " + COLUMNS)
            .param("id", id)
            .query(FileRows::read)
            .list();
    countBytes(sql, deleted, -1);
    return deleted;
  }

  private static void countBytes(Sql sql, List<StoredFile> files, int sign) {
    Map<UserId, Long> perOwner =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    StoredFile::owner, Collectors.summingLong(StoredFile::sizeBytes)));
    perOwner.forEach(
        (owner, bytes) ->
            sql.of(COUNT_BYTES)
                .param("owner", owner.value())
                .param("bytes", sign * bytes)
                .update());
  }

  private static Map<String, @Nullable Object> values(StoredFile file) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", file.id().value());
    row.put("owner", file.owner().value());
    row.put("kind", nameOf(file.kind()));
    row.put("filename", file.filename());
    row.put("content_type", file.contentType());
    row.put("size_bytes", file.sizeBytes());
    row.put("sha256", file.sha256());
    row.put("object_key", file.object().value());
    row.put("execution_id", file.executionId().orElse(null));
    row.put("created_at", Micros.of(file.createdAt()));
    row.put("provenance", Json.write(file.provenance()));
    return row;
  }

  static StoredFile read(ResultSet row, int number) throws SQLException {
    return new StoredFile(
        new FileId(row.getString("id")),
        new UserId(row.getString("owner")),
        StoredFile.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("filename"),
        row.getString("content_type"),
        row.getLong("size_bytes"),
        row.getString("sha256"),
        new ObjectKey(row.getString("object_key")),
        Optional.ofNullable(row.getString("execution_id")),
        Micros.instant(row.getLong("created_at")),
        Json.readMap(row.getString("provenance")));
  }

  static String nameOf(StoredFile.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
