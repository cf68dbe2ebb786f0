package com.imageflowcanvas.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * A pipeline as a client wants it to be.
 *
 * @param slug empty to have one made of the name, or to keep the one it has
 */
public record PipelineDraft(
    String name, String description, Optional<String> slug, List<Step> components) {}
