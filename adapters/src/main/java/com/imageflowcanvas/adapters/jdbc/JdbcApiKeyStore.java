package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.ApiKey;
import com.imageflowcanvas.access.ApiKeyStore;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.TokenHash;
import com.imageflowcanvas.access.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API keys in a relational database. */
public final class JdbcApiKeyStore implements ApiKeyStore {
  private static final String INSERT =
      """
      INSERT INTO api_keys (id, hash, owner, name, hint, roles, created_at, expires_at)
      VALUES (:id, :hash, :owner, :name, :hint, :roles, :created, :expires)
      """;

  private static final String COLUMNS =
      "k.id, k.owner, k.name, k.hint, k.roles, k.created_at, k.expires_at";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM api_keys k ";

  private static final String SELECT_WITH_OWNER =
      "SELECT "
          + COLUMNS
          + ", "
          + UserRows.COLUMNS
          + " FROM api_keys k JOIN users u ON u.id = k.owner WHERE k.hash = :hash";

  /** Behind every id: these are of hexadecimal digits. */
  private static final String END = "z";

  private final Database database;

  public JdbcApiKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(ApiKey key, TokenHash hash) {
    database.inTransaction(
        sql ->
            sql.of(INSERT)
                .param("id", key.id().value())
                .param("hash", hash.value())
                .param("owner", key.owner().value())
                .param("name", key.name())
                .param("hint", key.hint())
                .param("roles", RolesColumn.of(key.roles()))
                .param("created", Micros.of(key.createdAt()))
                .param("expires", Micros.orNull(key.expiresAt()))
                .update());
  }

  @Override
  public Optional<KeyAndOwner> find(TokenHash hash) {
    return database.read(
        sql ->
            sql.of(SELECT_WITH_OWNER)
                .param("hash", hash.value())
                .query((row, n) -> new KeyAndOwner(read(row, n), UserRows.read(row, n)))
                .optional());
  }

  @Override
  public Optional<ApiKey> find(SessionId id) {
    return database.read(
        sql ->
            sql.of(SELECT + "WHERE k.id = :id")
                .param("id", id.value())
                .query(JdbcApiKeyStore::read)
                .optional());
  }

  @Override
  public List<ApiKey> list(UserId owner) {
    return database.read(
        sql ->
            sql.of(SELECT + "WHERE k.owner = :owner ORDER BY k.id DESC")
                .param("owner", owner.value())
                .query(JdbcApiKeyStore::read)
                .list());
  }

  @Override
  public List<ApiKey> list(Optional<UserId> owner, Optional<SessionId> before, int limit) {
    String filter = owner.isPresent() ? "k.owner = :owner AND " : "";
    return database.read(
        sql ->
            sql.of(SELECT + "WHERE " + filter + "k.id < :before ORDER BY k.id DESC LIMIT :limit")
                .param("owner", owner.map(UserId::value).orElse(""))
                .param("before", before.map(SessionId::value).orElse(END))
                .param("limit", limit)
                .query(JdbcApiKeyStore::read)
                .list());
  }

  @Override
  public boolean delete(SessionId id) {
    return database.inTransaction(
        sql -> sql.of("DELETE FROM api_keys WHERE id = :id").param("id", id.value()).update() == 1);
  }

  private static ApiKey read(ResultSet row, int number) throws SQLException {
    long expires = row.getLong("expires_at");
    @Nullable Long end = row.wasNull() ? null : (Long) expires;
    return new ApiKey(
        new SessionId(row.getString("id")),
        new UserId(row.getString("owner")),
        row.getString("name"),
        row.getString("hint"),
        RolesColumn.read(row.getString("roles")),
        Micros.instant(row.getLong("created_at")),
        Micros.optional(end));
  }
}
