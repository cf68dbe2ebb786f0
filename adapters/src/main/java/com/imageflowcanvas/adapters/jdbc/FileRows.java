package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Files as rows; whatever adds or removes some keeps the bytes per user true. */
final class FileRows {
  /** In the order in which {@link #read} reads them. */
  static final String COLUMNS =
      "id, owner, kind, filename, content_type, size_bytes, sha256, object_key, execution_id,"
          + " created_at, provenance";

  private static final String INSERT =
      """
      INSERT INTO files (id, owner, kind, filename, content_type, size_bytes, sha256, object_key,
       execution_id, created_at, provenance)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String COUNT_BYTES =
      """
      INSERT INTO file_usage (owner, bytes) VALUES (?, ?)
      ON CONFLICT (owner) DO UPDATE SET bytes = file_usage.bytes + excluded.bytes
      """;

  private FileRows() {}

  static void insert(Sql sql, List<StoredFile> files) {
    files.forEach(file -> insert(sql, file));
    countBytes(sql, files, 1);
  }

  /**
   * Deletes the files of a condition.
   *
   * @param condition on the columns of {@code files}; its one parameter is the id
   */
  static List<StoredFile> delete(Sql sql, String condition, String id) {
    List<StoredFile> deleted =
        sql.call("DELETE FROM files WHERE " + condition + " RETURNING " + COLUMNS)
            .set(id)
            .list(FileRows::read);
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
        (owner, bytes) -> sql.call(COUNT_BYTES).set(owner.value()).set(sign * bytes).update());
  }

  private static void insert(Sql sql, StoredFile file) {
    sql.call(INSERT)
        .set(file.id().value())
        .set(file.owner().value())
        .set(nameOf(file.kind()))
        .set(file.filename())
        .set(file.contentType())
        .set(file.sizeBytes())
        .set(file.sha256())
        .set(file.object().value())
        .set(file.executionId().orElse(null))
        .set(Micros.of(file.createdAt()))
        .set(Json.write(file.provenance()))
        .update();
  }

  static StoredFile read(ResultSet row) throws SQLException {
    return new StoredFile(
        new FileId(row.getString(1)),
        new UserId(row.getString(2)),
        StoredFile.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        row.getString(7),
        new ObjectKey(row.getString(8)),
        Optional.ofNullable(row.getString(9)),
        Micros.instant(row.getLong(10)),
        Json.readMap(row.getString(11)));
  }

  static String nameOf(StoredFile.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
