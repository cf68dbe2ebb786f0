package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.model.ModelAliases;
import com.imageflowcanvas.model.ModelName;
import java.util.LinkedHashMap;
import java.util.Map;

/** Other names of models in a relational database. */
public final class JdbcModelAliases implements ModelAliases {
  private static final String PUT =
      """
      INSERT INTO model_aliases (alias, model) VALUES (:alias, :model)
      ON CONFLICT (alias) DO UPDATE SET model = excluded.model
      """;

  private final Database database;

  public JdbcModelAliases(Database database) {
    this.database = database;
  }

  @Override
  public Map<ModelName, ModelName> all() {
    Map<ModelName, ModelName> aliases = new LinkedHashMap<>();
    database
        .read(
            sql ->
                sql.of("SELECT alias, model FROM model_aliases ORDER BY alias")
                    .query((row, n) -> Map.entry(row.getString("alias"), row.getString("model")))
                    .list())
        .forEach(row -> aliases.put(new ModelName(row.getKey()), new ModelName(row.getValue())));
    return aliases;
  }

  @Override
  public void put(ModelName alias, ModelName model) {
    database.inTransaction(
        sql -> sql.of(PUT).param("alias", alias.value()).param("model", model.value()).update());
  }

  @Override
  public void remove(ModelName alias) {
    database.inTransaction(
        sql ->
            sql.of("DELETE FROM model_aliases WHERE alias = :alias")
                .param("alias", alias.value())
                .update());
  }
}
