package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pipelines as rows: one for the pipeline, one for each of its versions. */
final class PipelineRows {
  /** Of {@code pipelines p} joined with {@code pipeline_versions v}. */
  static final String COLUMNS =
      "p.id, v.slug, v.name, v.description, v.components, v.version, p.created_at, v.updated_at,"
          + " p.owner";

  private static final String INSERT_VERSION =
      """
      INSERT INTO pipeline_versions (id, version, slug, name, description, components, updated_at)
      VALUES (:id, :version, :slug, :name, :description, :components, :updated)
      """;

  private PipelineRows() {}

  static void insertVersion(Sql sql, Pipeline pipeline) {
    sql.of(INSERT_VERSION)
        .param("id", pipeline.id().value())
        .param("version", pipeline.version())
        .param("slug", pipeline.slug())
        .param("name", pipeline.name())
        .param("description", pipeline.description())
        .param("components", Json.write(pipeline.components().stream().map(Node::of).toList()))
        .param("updated", Micros.of(pipeline.updatedAt()))
        .update();
  }

  /** All that a search looks at, in lower case; line ends keep words of two fields apart. */
  static String searchText(Pipeline pipeline) {
    return String.join("\n", pipeline.name(), pipeline.slug(), pipeline.description())
        .toLowerCase(Locale.ROOT);
  }

  static Pipeline read(ResultSet row, int number) throws SQLException {
    return new Pipeline(
        new PipelineId(row.getString("id")),
        row.getString("slug"),
        row.getString("name"),
        row.getString("description"),
        Arrays.stream(Json.read(row.getString("components"), Node[].class))
            .map(Node::toStep)
            .toList(),
        row.getInt("version"),
        Micros.instant(row.getLong("created_at")),
        Micros.instant(row.getLong("updated_at")),
        new UserId(row.getString("owner")));
  }

  /** A {@link Step} as JSON; its names are names in the database. */
  record Node(
      String id,
      String name,
      String component,
      Map<String, Object> parameters,
      List<String> dependencies,
      @Nullable Double x,
      @Nullable Double y) {
    static Node of(Step step) {
      return new Node(
          step.id(),
          step.name(),
          step.componentType(),
          step.parameters(),
          step.dependencies(),
          step.position().map(Step.Position::x).orElse(null),
          step.position().map(Step.Position::y).orElse(null));
    }

    Step toStep() {
      Optional<Step.Position> position =
          x == null || y == null ? Optional.empty() : Optional.of(new Step.Position(x, y));
      return new Step(id, name, component, parameters, dependencies, position);
    }
  }
}
