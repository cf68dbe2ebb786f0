package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.pipeline.PipelineService;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Json;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.protocol.rest.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Executions: read, listed, cancelled, deleted, their results taken home. */
@RestController
@RequestMapping("/v1/executions")
@Tag(name = "Executions")
public final class ExecutionsController {
  private final ExecutionService executions;
  private final PipelineService pipelines;
  private final ExecutionArchive archive;
  private final ExecutionLabels labels;
  private final PatientCalls calls;

  ExecutionsController(
      ExecutionService executions,
      PipelineService pipelines,
      FileService files,
      ComponentCatalog catalog,
      PatientCalls calls) {
    this.executions = executions;
    this.pipelines = pipelines;
    this.archive = new ExecutionArchive(files);
    this.labels = new ExecutionLabels(catalog);
    this.calls = calls;
  }

  @GetMapping
  @Operation(
      summary = "List executions, newest first",
      description = "Without items, steps and parameters; read one for those.",
      operationId = "listExecutions")
  Page<ExecutionSummaryJson> list(
      Caller caller,
      @ParameterObject ExecutionFilter filter,
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage) {
    ExecutionStore.ExecutionPage found = executions.list(filter.toQuery(caller, pipelines));
    Language language = Language.ofAcceptLanguage(acceptLanguage);
    return Page.of(
        found.executions(),
        execution -> ExecutionSummaryJson.of(execution, labels, language),
        found.next());
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Read an execution",
      description =
          "How far it is; and, image by image, what came of it. With Prefer: wait once it has"
              + " ended, or when the time is up.",
      operationId = "getExecution",
      parameters =
          @Parameter(
              name = "Prefer",
              in = ParameterIn.HEADER,
              description = "wait=N, to be answered when it has ended or after N seconds, 0..60",
              schema = @Schema(type = "string", example = "wait=30")))
  @ApiResponse(responseCode = "200", headers = @Header(name = PatientCalls.APPLIED))
  ResponseEntity<ExecutionJson> get(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage) {
    ExecutionId wanted = new ExecutionId(id);
    Optional<Execution> ended =
        Preferences.of(request)
            .patience()
            .filter(longest -> request.getMethod().equals("GET"))
            .flatMap(longest -> calls.awaitEnd(wanted, longest, request));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT_LANGUAGE, "Prefer");
    ended.ifPresent(execution -> answer.header(PatientCalls.APPLIED, "wait"));
    return answer.body(told(ended.orElseGet(() -> executions.find(wanted)), acceptLanguage));
  }

  @PostMapping("/{id}/cancel")
  @Operation(
      summary = "Cancel an execution",
      description = "Its state changes at once; the work stops at its next checkpoint.",
      operationId = "cancelExecution")
  @ApiResponse(responseCode = "202", headers = @Header(name = "Location"))
  ResponseEntity<ExecutionJson> cancel(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage) {
    Execution cancelled = executions.cancel(caller, new ExecutionId(id));
    return ResponseEntity.accepted()
        .location(URI.create("/v1/executions/" + cancelled.id()))
        .body(told(cancelled, acceptLanguage));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete an execution that has ended",
      description = "With its images and results.",
      operationId = "deleteExecution")
  void delete(Caller caller, @PathVariable String id) {
    executions.delete(caller, new ExecutionId(id));
  }

  @GetMapping("/{id}/archive")
  @Operation(
      summary = "Download all results as a zip",
      description = "The output files, and results.json with the execution as reading it gives it.",
      operationId = "getExecutionArchive")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = "string", format = "binary")))
  void archive(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage,
      HttpServletResponse response)
      throws IOException {
    Execution execution = executions.find(new ExecutionId(id));
    if (!execution.state().isTerminal()) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "execution " + execution.id() + " has not ended (expected: an ended one)");
    }
    byte[] results = Json.MAPPER.writeValueAsBytes(told(execution, acceptLanguage));
    response.setContentType("application/zip");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename("execution-" + execution.id() + ".zip")
            .build()
            .toString());
    archive.write(execution, results, response.getOutputStream());
  }

  private ExecutionJson told(Execution execution, @Nullable String acceptLanguage) {
    return ExecutionJson.of(execution, labels, Language.ofAcceptLanguage(acceptLanguage));
  }
}
