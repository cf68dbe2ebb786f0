package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.SecretStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The program's own keys in a relational database. */
public final class JdbcSecretStore implements SecretStore {
  private static final String INSERT =
      """
      INSERT INTO secrets (id, purpose, material, created_at, first)
      VALUES (:id, :purpose, :material, :created, :first) ON CONFLICT DO NOTHING
      """;

  private static final String LIST =
      """
      SELECT id, purpose, material, created_at FROM secrets WHERE purpose = :purpose
      ORDER BY id DESC
      """;

  private final Database database;

  public JdbcSecretStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Secret> list(String purpose) {
    return database.read(sql -> list(sql, purpose));
  }

  private static List<Secret> list(Sql sql, String purpose) {
    return sql.of(LIST).param("purpose", purpose).query(JdbcSecretStore::read).list();
  }

  @Override
  public void add(Secret secret) {
    database.inTransaction(sql -> insert(sql, secret, 0));
  }

  private static int insert(Sql sql, Secret secret, int first) {
    return sql.of(INSERT)
        .param("id", secret.id())
        .param("purpose", secret.purpose())
        .param("material", secret.material())
        .param("created", Micros.of(secret.createdAt()))
        .param("first", first)
        .update();
  }

  @Override
  public Secret addFirst(Secret secret) {
    return database.inTransaction(
        sql -> {
          List<Secret> there = list(sql, secret.purpose());
          if (there.isEmpty()) {
            insert(sql, secret, 1); // does nothing when another node did it meanwhile
            return list(sql, secret.purpose()).getFirst();
          }
          return there.getFirst();
        });
  }

  @Override
  public void delete(String id) {
    database.inTransaction(
        sql -> sql.of("DELETE FROM secrets WHERE id = :id").param("id", id).update());
  }

  private static Secret read(ResultSet row, int number) throws SQLException {
    return new Secret(
        row.getString("id"),
        row.getString("purpose"),
        row.getString("material"),
        Micros.instant(row.getLong("created_at")));
  }
}
