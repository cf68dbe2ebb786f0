package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelineStore;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pipelines in a relational database. */
public final class JdbcPipelineStore implements PipelineStore {
  private static final String INSERT =
      """
      INSERT INTO pipelines (id, slug, version, owner, search_text, created_at)
      VALUES (:id, :slug, :version, :owner, :search, :created) ON CONFLICT DO NOTHING
      """;

  private static final String UPDATE =
      """
      UPDATE pipelines SET slug = :slug, version = :version, search_text = :search
      WHERE id = :id AND version = :version - 1 AND deleted = 0
      """;

  private static final String SLUG_TAKEN =
      """
      SELECT EXISTS (SELECT 1 FROM pipelines
       WHERE slug = :slug AND id <> :id AND deleted = 0)
      """;

  private static final String DELETE =
      "UPDATE pipelines SET deleted = 1 WHERE id = :id AND version = :version AND deleted = 0";

  private static final String CURRENT =
      "SELECT "
          + PipelineRows.COLUMNS
          + """
           FROM pipelines p
          JOIN pipeline_versions v ON v.id = p.id AND v.version = p.version
          WHERE p.deleted = 0
          """;

  private static final String VERSIONS =
      "SELECT "
          + PipelineRows.COLUMNS
          + " FROM pipelines p JOIN pipeline_versions v ON v.id = p.id WHERE p.id = :id";

  private static final String VERSION = VERSIONS + " AND v.version = :version";

  private static final String VERSIONS_BELOW =
      VERSIONS + " AND v.version < :below ORDER BY v.version DESC LIMIT :limit";

  private final Database database;

  public JdbcPipelineStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean insert(Pipeline pipeline) {
    return database.inTransaction(
        sql -> {
          int inserted =
              sql.of(INSERT)
                  .param("id", pipeline.id().value())
                  .param("slug", pipeline.slug())
                  .param("version", pipeline.version())
                  .param("owner", pipeline.createdBy().value())
                  .param("search", PipelineRows.searchText(pipeline))
                  .param("created", Micros.of(pipeline.createdAt()))
                  .update();
          if (inserted == 1) {
            PipelineRows.insertVersion(sql, pipeline);
          }
          return inserted == 1;
        });
  }

  /**
   * @throws ProblemException ALREADY_EXISTS when the new version has the slug of another pipeline
   */
  @Override
  public boolean update(Pipeline pipeline) {
    return database.inTransaction(
        sql -> {
          requireFreeSlug(sql, pipeline);
          int updated =
              sql.of(UPDATE)
                  .param("id", pipeline.id().value())
                  .param("slug", pipeline.slug())
                  .param("version", pipeline.version())
                  .param("search", PipelineRows.searchText(pipeline))
                  .update();
          if (updated == 1) {
            PipelineRows.insertVersion(sql, pipeline);
          }
          return updated == 1;
        });
  }

  private static void requireFreeSlug(Sql sql, Pipeline pipeline) {
    boolean taken =
        sql.of(SLUG_TAKEN)
            .param("slug", pipeline.slug())
            .param("id", pipeline.id().value())
            .query(Boolean.class)
            .single();
    if (taken) {
      throw new ProblemException(
          ErrorCode.ALREADY_EXISTS, "slug: " + pipeline.slug() + " (expected: one not taken)");
    }
  }

  @Override
  public boolean delete(PipelineId id, int version) {
    return database.inTransaction(
            sql -> sql.of(DELETE).param("id", id.value()).param("version", version).update())
        == 1;
  }

  @Override
  public Optional<Pipeline> find(PipelineId id) {
    return database.read(
        sql ->
            sql.of(CURRENT + " AND p.id = :id")
                .param("id", id.value())
                .query(PipelineRows::read)
                .optional());
  }

  @Override
  public Optional<Pipeline> findBySlug(String slug) {
    return database.read(
        sql ->
            sql.of(CURRENT + " AND p.slug = :slug")
                .param("slug", slug)
                .query(PipelineRows::read)
                .optional());
  }

  @Override
  public Optional<Pipeline> findVersion(PipelineId id, int version) {
    return database.read(
        sql ->
            sql.of(VERSION)
                .param("id", id.value())
                .param("version", version)
                .query(PipelineRows::read)
                .optional());
  }

  @Override
  public List<Pipeline> versions(PipelineId id, int below, int limit) {
    return database.read(
        sql ->
            sql.of(VERSIONS_BELOW)
                .param("id", id.value())
                .param("below", below)
                .param("limit", limit)
                .query(PipelineRows::read)
                .list());
  }

  @Override
  public PipelinePage list(PipelineQuery query) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder conditions =
        new StringBuilder(" AND (p.created_at, p.id) < (:before, :beforeId)");
    query
        .owner()
        .ifPresent(
            owner -> {
              conditions.append(" AND p.owner = :owner");
              values.put("owner", owner.value());
            });
    query
        .search()
        .ifPresent(
            text -> {
              conditions
                  .append(" AND ")
                  .append(database.dialect().contains("p.search_text", ":search"));
              values.put("search", text.toLowerCase(Locale.ROOT));
            });
    conditions.append(" ORDER BY p.created_at DESC, p.id DESC LIMIT :limit");
    Cursor from = Cursor.of(query.cursor(), Optional.empty());
    List<Pipeline> found =
        database.read(
            sql ->
                sql.of(CURRENT + conditions)
                    .params(values)
                    .param("before", from.createdAt())
                    .param("beforeId", from.id())
                    .param("limit", query.limit() + 1)
                    .query(PipelineRows::read)
                    .list());
    Page<Pipeline> page =
        Page.of(found, query.limit(), p -> new Cursor(Micros.of(p.createdAt()), p.id().value()));
    return new PipelinePage(page.rows(), page.next());
  }
}
