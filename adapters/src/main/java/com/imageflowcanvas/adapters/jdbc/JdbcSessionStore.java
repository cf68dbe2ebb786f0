package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.Session;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.SessionStore;
import com.imageflowcanvas.access.TokenHash;
import com.imageflowcanvas.access.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Logins in a relational database. */
public final class JdbcSessionStore implements SessionStore {
  private static final String INSERT =
      """
      INSERT INTO sessions (id, user_id, created_at, expires_at)
      SELECT :id, id, :created, :expires FROM users WHERE id = :user AND password = :password
      """;

  private static final String INSERT_TOKEN =
      "INSERT INTO refresh_tokens (hash, session_id, used) VALUES (:hash, :session, 0)";

  private static final String SELECT =
      "SELECT s.id, s.created_at, s.expires_at, "
          + UserRows.COLUMNS
          + " FROM sessions s JOIN users u ON u.id = s.user_id ";

  private static final String DELETE_EXPIRED_TOKENS =
      """
      DELETE FROM refresh_tokens WHERE session_id IN
       (SELECT id FROM sessions WHERE expires_at < :before)
      """;

  private final Database database;

  public JdbcSessionStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Session session, PasswordHash password, TokenHash refreshToken) {
    return database.inTransaction(
        sql -> {
          int added =
              sql.of(INSERT)
                  .param("id", session.id().value())
                  .param("user", session.user().value())
                  .param("password", password.value())
                  .param("created", Micros.of(session.createdAt()))
                  .param("expires", Micros.of(session.expiresAt()))
                  .update();
          return added == 1 && addToken(sql, session.id(), refreshToken) == 1;
        });
  }

  private static int addToken(Sql sql, SessionId session, TokenHash hash) {
    return sql.of(INSERT_TOKEN)
        .param("hash", hash.value())
        .param("session", session.value())
        .update();
  }

  @Override
  public Optional<Login> find(SessionId id) {
    return database.read(
        sql ->
            sql.of(SELECT + "WHERE s.id = :id")
                .param("id", id.value())
                .query(JdbcSessionStore::read)
                .optional());
  }

  @Override
  public Refresh refresh(TokenHash used, TokenHash next, Instant now, Instant expiresAt) {
    return database.inTransaction(
        sql -> {
          Optional<Login> login = loginOf(sql, used, now);
          if (login.isEmpty()) {
            return new Refresh.Unknown();
          }
          SessionId id = login.get().session().id();
          int marked =
              sql.of("UPDATE refresh_tokens SET used = 1 WHERE hash = :hash AND used = 0")
                  .param("hash", used.value())
                  .update();
          if (marked == 0) {
            return new Refresh.Reused(id);
          }
          addToken(sql, id, next);
          sql.of("UPDATE sessions SET expires_at = :expires WHERE id = :id")
              .param("expires", Micros.of(expiresAt))
              .param("id", id.value())
              .update();
          Session before = login.get().session();
          Session session = new Session(id, before.user(), before.createdAt(), expiresAt);
          return new Refresh.Done(session, login.get().user());
        });
  }

  private static Optional<Login> loginOf(Sql sql, TokenHash token, Instant now) {
    return sql.of(
            SELECT
                + "JOIN refresh_tokens t ON t.session_id = s.id"
                + " WHERE t.hash = :hash AND s.expires_at > :now")
        .param("hash", token.value())
        .param("now", Micros.of(now))
        .query(JdbcSessionStore::read)
        .optional();
  }

  @Override
  public boolean revoke(SessionId id) {
    return database.inTransaction(
        sql -> {
          sql.of("DELETE FROM refresh_tokens WHERE session_id = :id")
              .param("id", id.value())
              .update();
          return sql.of("DELETE FROM sessions WHERE id = :id").param("id", id.value()).update()
              == 1;
        });
  }

  @Override
  public List<SessionId> list(UserId user) {
    return database.read(sql -> list(sql, user));
  }

  private static List<SessionId> list(Sql sql, UserId user) {
    return sql.of("SELECT id FROM sessions WHERE user_id = :user")
        .param("user", user.value())
        .query((row, number) -> new SessionId(row.getString(1)))
        .list();
  }

  @Override
  public List<SessionId> revokeAll(UserId user) {
    return database.inTransaction(
        sql -> {
          List<SessionId> revoked = list(sql, user);
          revoked.forEach(
              id ->
                  sql.of("DELETE FROM refresh_tokens WHERE session_id = :id")
                      .param("id", id.value())
                      .update());
          sql.of("DELETE FROM sessions WHERE user_id = :user").param("user", user.value()).update();
          return revoked;
        });
  }

  @Override
  public void removeExpired(Instant before) {
    database.inTransaction(
        sql -> {
          sql.of(DELETE_EXPIRED_TOKENS).param("before", Micros.of(before)).update();
          return sql.of("DELETE FROM sessions WHERE expires_at < :before")
              .param("before", Micros.of(before))
              .update();
        });
  }

  private static Login read(ResultSet row, int number) throws SQLException {
    Session session =
        new Session(
            new SessionId(row.getString("id")),
            new UserId(row.getString("user_id")),
            Micros.instant(row.getLong("created_at")),
            Micros.instant(row.getLong("expires_at")));
    return new Login(session, UserRows.read(row, number));
  }
}
