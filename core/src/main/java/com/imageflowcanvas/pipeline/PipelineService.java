package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.FieldErrors;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pipelines: created, changed, found, deleted, compiled. Thread-safe. */
public final class PipelineService {
  private static final int MAX_NAME = 200;
  private static final int MAX_DESCRIPTION = 5_000;

  private final PipelineStore store;
  private final PlanCompiler compiler;
  private final PipelineUse use;
  private final Clock clock;

  public PipelineService(PipelineStore store, PlanCompiler compiler, PipelineUse use, Clock clock) {
    this.store = store;
    this.compiler = compiler;
    this.use = use;
    this.clock = clock;
  }

  public Pipeline create(Caller caller, PipelineDraft draft) {
    caller.require(Role.PIPELINE_CREATOR);
    PipelineId id = PipelineId.next();
    check(id, 1, draft);
    Instant now = now();
    String wanted = draft.slug().orElseGet(() -> Slugs.of(draft.name()));
    Pipeline pipeline =
        new Pipeline(
            id,
            wanted,
            draft.name(),
            draft.description(),
            draft.components(),
            1,
            now,
            now,
            caller.id());
    if (store.insert(pipeline)) {
      return pipeline;
    }
    if (draft.slug().isPresent()) {
      throw slugTaken(wanted);
    }
    for (int n = 2; n <= 50; n++) {
      Pipeline numbered = withSlug(pipeline, wanted + "-" + n);
      if (store.insert(numbered)) {
        return numbered;
      }
    }
    Pipeline unique = withSlug(pipeline, wanted + "-" + id.value().substring(24));
    store.insert(unique);
    return unique;
  }

  /**
   * Stores a new version.
   *
   * @param expectedVersion the version the client has seen; empty overwrites whatever is there
   * @throws ProblemException VERSION_MISMATCH when somebody else was faster
   */
  public Pipeline update(
      Caller caller, PipelineId id, Optional<Integer> expectedVersion, PipelineDraft draft) {
    while (true) {
      Pipeline current = changeable(caller, id, expectedVersion);
      check(id, current.version() + 1, draft);
      Pipeline next = next(current, draft);
      if (store.update(next)) {
        return next;
      }
      // somebody changed it in between: looked at again, with what that means for the caller
    }
  }

  private Pipeline next(Pipeline current, PipelineDraft draft) {
    String slug = draft.slug().orElse(current.slug());
    if (!slug.equals(current.slug()) && store.findBySlug(slug).isPresent()) {
      throw slugTaken(slug);
    }
    return new Pipeline(
        current.id(),
        slug,
        draft.name(),
        draft.description(),
        draft.components(),
        current.version() + 1,
        current.createdAt(),
        now(),
        current.createdBy());
  }

  /** Deletes a pipeline; its versions stay for the executions that ran them. */
  public void delete(Caller caller, PipelineId id, Optional<Integer> expectedVersion) {
    while (true) {
      Pipeline current = changeable(caller, id, expectedVersion);
      if (use.isInUse(id)) {
        throw new ProblemException(
            ErrorCode.IN_USE,
            "pipeline "
                + current.slug()
                + " has executions that have not ended (expected: wait for them, or cancel them"
                + " first)");
      }
      if (store.delete(id, current.version())) {
        return;
      }
    }
  }

  private Pipeline changeable(Caller caller, PipelineId id, Optional<Integer> expectedVersion) {
    Pipeline current = find(id);
    caller.requireOwnership(Role.PIPELINE_CREATOR, current.createdBy(), "the pipeline");
    if (expectedVersion.isPresent() && expectedVersion.get() != current.version()) {
      throw new ProblemException(
          ErrorCode.VERSION_MISMATCH,
          "pipeline "
              + current.slug()
              + " is at version "
              + current.version()
              + " (expected: that in If-Match; read it again, then change)");
    }
    return current;
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  public Pipeline find(PipelineId id) {
    return store
        .find(id)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "no pipeline " + shorten(id.value())));
  }

  /** A pipeline by its UUID or slug. */
  public Optional<Pipeline> findByReference(String reference) {
    if (TimeOrderedUuid.isUuid(reference)) {
      return store.find(new PipelineId(reference));
    }
    return Slugs.VALID.matcher(reference).matches()
        ? store.findBySlug(reference)
        : Optional.empty();
  }

  /**
   * An older version, or the current one.
   *
   * @throws ProblemException NOT_FOUND
   */
  public Pipeline findVersion(PipelineId id, int version) {
    return store
        .findVersion(id, version)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "no version " + version + " of it"));
  }

  /**
   * All versions, newest first; of a deleted pipeline too, as its executions ran them.
   *
   * @param cursor {@code next} of the page before
   * @throws ProblemException NOT_FOUND
   */
  public PipelineStore.PipelinePage versions(PipelineId id, Optional<String> cursor, int limit) {
    int below = cursor.map(PipelineService::version).orElse(Integer.MAX_VALUE);
    List<Pipeline> found = store.versions(id, below, limit + 1);
    if (found.isEmpty() && cursor.isEmpty()) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "no pipeline " + shorten(id.value()));
    }
    List<Pipeline> page = found.subList(0, Math.min(limit, found.size()));
    return new PipelineStore.PipelinePage(
        page,
        found.size() > limit
            ? Optional.of(Integer.toString(page.getLast().version()))
            : Optional.empty());
  }

  private static int version(String cursor) {
    if (!cursor.matches("[1-9][0-9]{0,8}")) {
      throw Problem.unknownCursor().exception();
    }
    return Integer.parseInt(cursor);
  }

  public PipelineStore.PipelinePage list(PipelineStore.PipelineQuery query) {
    return store.list(query);
  }

  /**
   * The plan for one execution.
   *
   * @throws ProblemException VALIDATION_FAILED, PIPELINE_INVALID or MODEL_NOT_INSTALLED
   */
  public PipelinePlan compile(Pipeline pipeline, Map<String, Object> parameters) {
    return ready(compiler.compile(pipeline, parameters));
  }

  private void check(PipelineId id, int version, PipelineDraft draft) {
    List<FieldError> errors = new ArrayList<>();
    int name = characters(draft.name());
    if (draft.name().isBlank() || name > MAX_NAME) {
      errors.add(
          new FieldError(
              "/name",
              "name: "
                  + (draft.name().isBlank() ? "blank" : name + " characters")
                  + " (expected: 1.."
                  + MAX_NAME
                  + " characters)"));
    }
    int description = characters(draft.description());
    if (description > MAX_DESCRIPTION) {
      errors.add(
          new FieldError(
              "/description",
              "description: "
                  + description
                  + " characters (expected: at most "
                  + MAX_DESCRIPTION
                  + ")"));
    }
    draft
        .slug()
        .filter(slug -> !Slugs.VALID.matcher(slug).matches() || TimeOrderedUuid.isUuid(slug))
        .ifPresent(
            slug ->
                errors.add(
                    new FieldError(
                        "/slug",
                        "slug: " + shorten(slug) + " (expected: a-z, 0-9 and '-', at most 100)")));
    if (!errors.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION_FAILED, errors).exception();
    }
    ready(compiler.compile(id, version, draft.components()));
  }

  /** As people and JSON Schema count them. */
  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static PipelinePlan ready(PlanResult result) {
    return switch (result) {
      case PlanResult.Ready ready -> ready.plan();
      case PlanResult.Rejected rejected ->
          throw Problem.of(
                  rejected.problems().getFirst().code(),
                  FieldErrors.of(rejected.fieldErrors(), rejected.count()))
              .exception();
    };
  }

  private static ProblemException slugTaken(String slug) {
    return new ProblemException(ErrorCode.ALREADY_EXISTS, "slug " + slug + " is taken");
  }

  private static Pipeline withSlug(Pipeline p, String slug) {
    return new Pipeline(
        p.id(),
        slug,
        p.name(),
        p.description(),
        p.components(),
        p.version(),
        p.createdAt(),
        p.updatedAt(),
        p.createdBy());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
