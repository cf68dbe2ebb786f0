package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.access.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps pipelines and all their versions. Thread-safe. A deleted pipeline is no longer found or
 * listed, but its versions stay for the executions that ran them.
 */
public interface PipelineStore {
  /** Returns false, storing nothing, when the slug is taken. */
  boolean insert(Pipeline pipeline);

  /**
   * Stores a new version; {@code pipeline.version()} is the new one.
   *
   * @return false, storing nothing, when the current version is not the one before it
   */
  boolean update(Pipeline pipeline);

  /** Returns false, deleting nothing, when this is not the current version of one. */
  boolean delete(PipelineId id, int version);

  Optional<Pipeline> find(PipelineId id);

  Optional<Pipeline> findBySlug(String slug);

  /** Finds versions of deleted pipelines too. */
  Optional<Pipeline> findVersion(PipelineId id, int version);

  /** Versions below this one, newest first; of deleted pipelines too. */
  List<Pipeline> versions(PipelineId id, int below, int limit);

  /** Pipelines in the order newest first. */
  PipelinePage list(PipelineQuery query);

  /**
   * @param search part of the name, slug or description, in any case
   * @param cursor {@code next} of the page before
   */
  record PipelineQuery(
      Optional<String> search, Optional<UserId> owner, Optional<String> cursor, int limit) {}

  /**
   * @param next where the next page starts; empty at the end
   */
  record PipelinePage(List<Pipeline> pipelines, Optional<String> next) {}
}
