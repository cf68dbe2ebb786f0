package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.access.UserId;
import java.time.Instant;
import java.util.List;

/**
 * A pipeline as stored: every change makes a new version.
 *
 * @param slug unique short name, lower case with dashes
 * @param version from 1
 */
public record Pipeline(
    PipelineId id,
    String slug,
    String name,
    String description,
    List<Step> components,
    int version,
    Instant createdAt,
    Instant updatedAt,
    UserId createdBy) {
  public Pipeline {
    components = List.copyOf(components);
  }
}
