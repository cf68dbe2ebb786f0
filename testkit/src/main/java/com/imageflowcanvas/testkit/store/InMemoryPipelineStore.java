package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelineStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pipelines in memory. */
public final class InMemoryPipelineStore implements PipelineStore {
  private final Map<PipelineId, Pipeline> current = new HashMap<>();
  private final Map<Version, Pipeline> versions = new HashMap<>();

  private record Version(PipelineId id, int number) {}

  @Override
  public synchronized boolean insert(Pipeline pipeline) {
    if (isTaken(pipeline)) {
      return false;
    }
    keep(pipeline);
    return true;
  }

  @Override
  public synchronized boolean update(Pipeline pipeline) {
    if (isTaken(pipeline)) {
      throw new ProblemException(
          ErrorCode.ALREADY_EXISTS, "slug: " + pipeline.slug() + " (expected: one not taken)");
    }
    Pipeline before = current.get(pipeline.id());
    if (before == null || before.version() != pipeline.version() - 1) {
      return false;
    }
    keep(pipeline);
    return true;
  }

  private boolean isTaken(Pipeline pipeline) {
    return findBySlug(pipeline.slug()).filter(p -> !p.id().equals(pipeline.id())).isPresent();
  }

  private void keep(Pipeline pipeline) {
    current.put(pipeline.id(), pipeline);
    versions.put(new Version(pipeline.id(), pipeline.version()), pipeline);
  }

  @Override
  public synchronized boolean delete(PipelineId id, int version) {
    return find(id).filter(p -> p.version() == version).isPresent() && current.remove(id) != null;
  }

  @Override
  public synchronized Optional<Pipeline> find(PipelineId id) {
    return Optional.ofNullable(current.get(id));
  }

  @Override
  public synchronized Optional<Pipeline> findBySlug(String slug) {
    return current.values().stream().filter(p -> p.slug().equals(slug)).findFirst();
  }

  @Override
  public synchronized Optional<Pipeline> findVersion(PipelineId id, int version) {
    return Optional.ofNullable(versions.get(new Version(id, version)));
  }

  @Override
  public synchronized List<Pipeline> versions(PipelineId id, int below, int limit) {
    return versions.values().stream()
        .filter(p -> p.id().equals(id) && p.version() < below)
        .sorted(Comparator.comparingInt(Pipeline::version).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized PipelinePage list(PipelineQuery query) {
    var page =
        InMemoryCursor.page(
            current.values().stream()
                .filter(p -> query.owner().map(p.createdBy()::equals).orElse(true))
                .filter(p -> query.search().map(text -> matches(p, text)).orElse(true)),
            p -> new InMemoryCursor(p.createdAt(), p.id().value()),
            query.cursor(),
            query.limit());
    return new PipelinePage(page.rows(), page.next());
  }

  private static boolean matches(Pipeline pipeline, String text) {
    String all = String.join("\n", pipeline.name(), pipeline.slug(), pipeline.description());
    return all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
