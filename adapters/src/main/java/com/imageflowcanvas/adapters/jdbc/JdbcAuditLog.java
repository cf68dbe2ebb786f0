package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.access.AuditEntry;
import com.imageflowcanvas.access.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The audit log in a relational database. */
public final class JdbcAuditLog implements AuditLog {
  private static final String INSERT =
      """
      INSERT INTO audit_log (id, at, action, actor, subject, details, address)
      VALUES (:id, :at, :action, :actor, :subject, :details, :address)
      """;

  private static final String SELECT =
      "SELECT id, at, action, actor, subject, details, address FROM audit_log WHERE ";

  /** The newest of those that are too many, and what is older. */
  private static final String REMOVE_OLDEST =
      """
      DELETE FROM audit_log WHERE id <=
       (SELECT id FROM audit_log ORDER BY id DESC LIMIT 1 OFFSET :count)
      """;

  private static final Map<String, String> CONDITIONS =
      Map.of(
          "before", "id < :before",
          "action", "action = :action",
          "actor", "actor = :actor",
          "from", "at >= :from",
          "to", "at < :to");

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
                .param("details", entry.details())
                .param("address", entry.address())
                .update());
  }

  @Override
  public List<AuditEntry> list(Query query) {
    Map<String, Object> values = new TreeMap<>();
    values.put("before", query.before().orElse(END));
    query.action().ifPresent(action -> values.put("action", action.wireName()));
    query.actor().ifPresent(actor -> values.put("actor", actor));
    query.from().ifPresent(from -> values.put("from", Micros.of(from)));
    query.to().ifPresent(to -> values.put("to", Micros.of(to)));
    String where =
        values.keySet().stream().map(CONDITIONS::get).collect(Collectors.joining(" AND "));
    return database.read(
        sql ->
            sql.of(SELECT + where + " ORDER BY id DESC LIMIT :limit")
                .params(values)
                .param("limit", query.limit())
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

  @Override
  public void keepNewest(int count) {
    database.inTransaction(sql -> sql.of(REMOVE_OLDEST).param("count", count).update());
  }

  private static AuditEntry read(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        Micros.instant(row.getLong("at")),
        AuditAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
        row.getString("actor"),
        row.getString("subject"),
        row.getString("details"),
        row.getString("address"));
  }
}
