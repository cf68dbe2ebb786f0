package com.imageflowcanvas.server.protocol.rest.pipelines;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.id.TimeOrderedUuid;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineDraft;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelineService;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.server.protocol.rest.Page;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pipelines: made, listed, read, changed, deleted, taken out and in. */
@RestController
@RequestMapping("/v1/pipelines")
@Tag(name = "Pipelines")
public final class PipelinesController {
  private final PipelineService pipelines;

  PipelinesController(PipelineService pipelines) {
    this.pipelines = pipelines;
  }

  @PostMapping
  @Operation(
      summary = "Create a pipeline",
      description =
          "Everything is checked: components, parameters, dependencies; each fault is told with a"
              + " pointer to its place.",
      operationId = "createPipeline")
  @ApiResponse(
      responseCode = "201",
      headers = {@Header(name = "Location"), @Header(name = "ETag")})
  ResponseEntity<PipelineJson> create(Caller caller, @RequestBody PipelineRequest request) {
    return created(pipelines.create(caller, request.toDraft()));
  }

  /** As {@link #create}, but a slug that is taken gives way to one made of the name. */
  @PostMapping("/import")
  @Operation(
      summary = "Create a pipeline from an exported one",
      description = "As creating one; a slug that is taken gives way to one made of the name.",
      operationId = "importPipeline")
  @ApiResponse(
      responseCode = "201",
      headers = {@Header(name = "Location"), @Header(name = "ETag")})
  ResponseEntity<PipelineJson> importOne(Caller caller, @RequestBody PipelineRequest request) {
    PipelineDraft draft = request.toDraft();
    try {
      return created(pipelines.create(caller, draft));
    } catch (ProblemException e) {
      if (e.problem().code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      return created(
          pipelines.create(
              caller,
              new PipelineDraft(
                  draft.name(), draft.description(), Optional.empty(), draft.components())));
    }
  }

  @GetMapping
  @Operation(
      summary = "List pipelines, newest first",
      description = "?q= finds words in names, slugs and descriptions.",
      operationId = "listPipelines")
  Page<PipelineJson> list(
      Caller caller,
      @RequestParam(name = "q", required = false) @Nullable String search,
      @Parameter(description = "id of a user, or me")
          @RequestParam(name = "created_by", required = false)
          @Nullable String createdBy,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    PipelineStore.PipelinePage found =
        pipelines.list(
            new PipelineStore.PipelineQuery(
                Optional.ofNullable(search).filter(text -> !text.isBlank()),
                Optional.ofNullable(createdBy)
                    .filter(user -> !user.isBlank())
                    .map(user -> user.equals("me") ? caller.id() : new UserId(user)),
                page.cursor(),
                page.limit()));
    return Page.of(found.pipelines(), PipelineJson::of, found.next());
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Read a pipeline",
      description = "The newest version, by id or slug.",
      operationId = "getPipeline")
  @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"))
  ResponseEntity<PipelineJson> get(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch) {
    Pipeline pipeline = find(id);
    if (ifNoneMatch != null && ifNoneMatch.strip().equals("*")) {
      // Spring knows tags only
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
          .eTag(IfMatch.tag(pipeline.version()))
          .build();
    }
    return answer(pipeline);
  }

  @PutMapping("/{id}")
  @Operation(
      summary = "Change a pipeline",
      description = "Stores a new version. With If-Match, only when that is still the newest.",
      operationId = "updatePipeline")
  @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"))
  ResponseEntity<PipelineJson> update(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody PipelineRequest request) {
    Pipeline current = find(id);
    PipelineDraft draft = request.toDraft();
    return answer(
        pipelines.update(
            caller, current.id(), IfMatch.expected(ifMatch, current.version()), draft));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a pipeline",
      description = "Its versions stay for the executions that ran them.",
      operationId = "deletePipeline")
  void delete(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Pipeline current = find(id);
    pipelines.delete(caller, current.id(), IfMatch.expected(ifMatch, current.version()));
  }

  @GetMapping("/{id}/versions")
  @Operation(
      summary = "List the versions of a pipeline, newest first",
      description = "Those of a deleted one are still there under its id.",
      operationId = "listPipelineVersions")
  Page<PipelineJson> versions(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    PipelineStore.PipelinePage found = pipelines.versions(any(id), page.cursor(), page.limit());
    return Page.of(found.pipelines(), PipelineJson::of, found.next());
  }

  @GetMapping("/{id}/versions/{version}")
  @Operation(
      summary = "Read a version of a pipeline",
      description =
          "Executions remember the version that they ran; those of a deleted pipeline are still"
              + " there under its id.",
      operationId = "getPipelineVersion")
  @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"))
  ResponseEntity<PipelineJson> version(@PathVariable String id, @PathVariable int version) {
    return answer(pipelines.findVersion(any(id), version));
  }

  @GetMapping("/{id}/export")
  @Operation(
      summary = "Download a pipeline as a file",
      description = "The same JSON as reading it; POST /v1/pipelines/import takes it.",
      operationId = "exportPipeline")
  ResponseEntity<PipelineJson> export(@PathVariable String id) {
    Pipeline pipeline = find(id);
    ContentDisposition file =
        ContentDisposition.attachment().filename(pipeline.slug() + ".pipeline.json").build();
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
        .body(PipelineJson.of(pipeline));
  }

  /** What is named, even when it was deleted. */
  private PipelineId any(String reference) {
    return TimeOrderedUuid.isUuid(reference) ? new PipelineId(reference) : find(reference).id();
  }

  private Pipeline find(String reference) {
    return pipelines
        .findByReference(reference)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND, "no such pipeline (expected: the id or slug of one)"));
  }

  private static ResponseEntity<PipelineJson> created(Pipeline pipeline) {
    return ResponseEntity.created(URI.create("/v1/pipelines/" + pipeline.id()))
        .eTag(IfMatch.tag(pipeline.version()))
        .body(PipelineJson.of(pipeline));
  }

  private static ResponseEntity<PipelineJson> answer(Pipeline pipeline) {
    return ResponseEntity.ok()
        .eTag(IfMatch.tag(pipeline.version()))
        .body(PipelineJson.of(pipeline));
  }
}
