package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Users as rows. */
final class UserRows {
  /** Of {@code users u}; the names hold in joins too. */
  static final String COLUMNS =
      "u.id AS user_id, u.username, u.password, u.roles AS user_roles, u.disabled,"
          + " u.created_at AS user_created_at, u.updated_at AS user_updated_at";

  private UserRows() {}

  static User read(ResultSet row, int number) throws SQLException {
    return new User(
        new UserId(row.getString("user_id")),
        row.getString("username"),
        new PasswordHash(row.getString("password")),
        RolesColumn.read(row.getString("user_roles")),
        row.getInt("disabled") != 0,
        Micros.instant(row.getLong("user_created_at")),
        Micros.instant(row.getLong("user_updated_at")));
  }

  static Map<String, Object> values(User user) {
    return Map.of(
        "id", user.id().value(),
        "username", user.username(),
        "password", user.password().value(),
        "roles", RolesColumn.of(user.roles()),
        "disabled", user.disabled() ? 1 : 0,
        "activeAdmin", user.isActiveAdmin() ? 1 : 0,
        "created", Micros.of(user.createdAt()),
        "updated", Micros.of(user.updatedAt()));
  }
}
