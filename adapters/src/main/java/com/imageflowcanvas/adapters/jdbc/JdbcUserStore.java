package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.access.UserStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Users in a relational database. */
public final class JdbcUserStore implements UserStore {
  private static final String SELECT = "SELECT " + UserRows.COLUMNS + " FROM users u ";

  private static final String INSERT =
      """
      INSERT INTO users
       (id, username, password, roles, disabled, active_admin, created_at, updated_at)
      VALUES (:id, :username, :password, :roles, :disabled, :activeAdmin, :created, :updated)
      ON CONFLICT DO NOTHING
      """;

  private static final String UPDATE =
      """
      UPDATE users SET password = :password, roles = :roles, disabled = :disabled,
       active_admin = :activeAdmin, updated_at = :updated WHERE id = :id
      """;

  /** Also takes the locks of these rows, so that two changes cannot each leave the other's. */
  private static final String TOUCH_ADMINS =
      "UPDATE users SET active_admin = 1 WHERE active_admin = 1 AND id <> :id";

  private static final List<String> DELETES =
      List.of(
          "DELETE FROM refresh_tokens WHERE session_id IN"
              + " (SELECT id FROM sessions WHERE user_id = :id)",
          "DELETE FROM sessions WHERE user_id = :id",
          "DELETE FROM api_keys WHERE owner = :id",
          "DELETE FROM users WHERE id = :id");

  private final Database database;

  public JdbcUserStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean insert(User user) {
    return database.inTransaction(
        sql -> sql.of(INSERT).params(UserRows.values(user)).update() == 1);
  }

  @Override
  public Optional<User> find(UserId id) {
    return database.read(sql -> find(sql, id));
  }

  private static Optional<User> find(Sql sql, UserId id) {
    return sql.of(SELECT + "WHERE u.id = :id")
        .param("id", id.value())
        .query(UserRows::read)
        .optional();
  }

  @Override
  public Optional<User> findByUsername(String username) {
    return database.read(
        sql ->
            sql.of(SELECT + "WHERE u.username = :username")
                .param("username", username)
                .query(UserRows::read)
                .optional());
  }

  @Override
  public boolean isEmpty() {
    return database.read(
        sql -> sql.of("SELECT NOT EXISTS (SELECT 1 FROM users)").query(Boolean.class).single());
  }

  @Override
  public List<User> list(Optional<String> after, int limit) {
    return database.read(
        sql ->
            sql.of(SELECT + "WHERE u.username > :after ORDER BY u.username LIMIT :limit")
                .param("after", after.orElse(""))
                .param("limit", limit)
                .query(UserRows::read)
                .list());
  }

  @Override
  public Change change(UserId id, UnaryOperator<User> change) {
    return database.inTransaction(
        sql -> {
          Optional<User> before = lock(sql, id);
          if (before.isEmpty()) {
            return new Change.Missing();
          }
          User next = change.apply(before.get());
          if (!next.isActiveAdmin() && isLastAdmin(sql, before.get())) {
            return new Change.LastAdmin();
          }
          sql.of(UPDATE).params(UserRows.values(next)).update();
          return new Change.Done(next);
        });
  }

  /** The user, whom nobody else changes until the transaction ends. */
  private static Optional<User> lock(Sql sql, UserId id) {
    sql.of("UPDATE users SET id = id WHERE id = :id").param("id", id.value()).update();
    return find(sql, id);
  }

  @Override
  public Change delete(UserId id) {
    return database.inTransaction(
        sql -> {
          Optional<User> before = lock(sql, id);
          if (before.isEmpty()) {
            return new Change.Missing();
          }
          if (isLastAdmin(sql, before.get())) {
            return new Change.LastAdmin();
          }
          DELETES.forEach(delete -> sql.of(delete).param("id", id.value()).update());
          return new Change.Done(before.get());
        });
  }

  private static boolean isLastAdmin(Sql sql, User user) {
    return user.isActiveAdmin()
        && sql.of(TOUCH_ADMINS).param("id", user.id().value()).update() == 0;
  }
}
