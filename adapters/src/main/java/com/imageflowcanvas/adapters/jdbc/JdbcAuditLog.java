package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.access.AuditEntry;
import com.imageflowcanvas.access.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The audit log in a relational database. */
public final class JdbcAuditLog implements AuditLog {
  private static final String INSERT =
      """
      INSERT INTO audit_log (id, at, action, actor, subject, address)
      VALUES (:id, :at, :action, :actor, :subject, :address)
      """;

  /** Behind every id: these are of hexadecimal digits. */
  private static final String END = "z";

  private final Database database;

  public JdbcAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void add(AuditEntry entry) {
    database.inTransaction(
        sql ->
            sql.of(INSERT)
                .param("id", entry.id())
                .param("at", Micros.of(entry.at()))
                .param("action", entry.action().wireName())
                .param("actor", entry.actor())
                .param("subject", entry.subject())
                .param("address", entry.address())
                .update());
  }

  @Override
  public List<AuditEntry> list(Optional<AuditAction> action, Optional<String> before, int limit) {
    String filter = action.isPresent() ? "action = :action AND " : "";
    return database.read(
        sql ->
            sql.of(
                    "SELECT id, at, action, actor, subject, address FROM audit_log WHERE "
                        + filter
                        + "id < :before ORDER BY id DESC LIMIT :limit")
                .param("action", action.map(AuditAction::wireName).orElse(""))
                .param("before", before.orElse(END))
                .param("limit", limit)
                .query(JdbcAuditLog::read)
                .list());
  }

  @Override
  public void removeBefore(Instant before) {
    database.inTransaction(
        sql ->
            sql.of("DELETE FROM audit_log WHERE at < :before")
                .param("before", Micros.of(before))
                .update());
  }

  private static AuditEntry read(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        Micros.instant(row.getLong("at")),
        AuditAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
        row.getString("actor"),
        row.getString("subject"),
        row.getString("address"));
  }
}
