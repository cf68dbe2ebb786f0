package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.LoginFailureStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Counts of wrong passwords in a relational database. */
public final class JdbcLoginFailureStore implements LoginFailureStore {
  private static final String ADD =
      """
      INSERT INTO login_failures (place, count, last_at) VALUES (:place, 1, :now)
      ON CONFLICT (place) DO UPDATE SET
       count = CASE WHEN login_failures.last_at < :forget THEN 1
                    ELSE login_failures.count + 1 END,
       last_at = excluded.last_at
      RETURNING count, last_at
      """;

  private final Database database;

  public JdbcLoginFailureStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Failures> find(String key) {
    return database.read(
        sql ->
            sql.of("SELECT count, last_at FROM login_failures WHERE place = :place")
                .param("place", key)
                .query(JdbcLoginFailureStore::read)
                .optional());
  }

  @Override
  public Failures add(String key, Instant now, Instant forgetBefore) {
    return database.inTransaction(
        sql ->
            sql.of(ADD)
                .param("place", key)
                .param("now", Micros.of(now))
                .param("forget", Micros.of(forgetBefore))
                .query(JdbcLoginFailureStore::read)
                .single());
  }

  @Override
  public void clear(String key) {
    database.inTransaction(
        sql ->
            sql.of("DELETE FROM login_failures WHERE place = :place").param("place", key).update());
  }

  @Override
  public void removeBefore(Instant before) {
    database.inTransaction(
        sql ->
            sql.of("DELETE FROM login_failures WHERE last_at < :before")
                .param("before", Micros.of(before))
                .update());
  }

  private static Failures read(ResultSet row, int number) throws SQLException {
    return new Failures(row.getInt("count"), Micros.instant(row.getLong("last_at")));
  }
}
