package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.Submission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes executions in: images with the request, or uploaded before. */
@RestController
@RequestMapping("/v1/executions")
@Tag(name = "Executions")
public final class SubmissionController {
  /** Tells that an idempotency key was known and nothing new was begun. */
  private static final String REPLAYED = "Idempotency-Replayed";

  private final ExecutionService executions;

  SubmissionController(ExecutionService executions) {
    this.executions = executions;
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary = "Run a pipeline on images",
      description =
          "Answers as soon as the images are stored. Images with the request, or named in"
              + " input_file_ids, which may also come as JSON.",
      operationId = "createExecution",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = SubmissionForm.class))))
  @ApiResponse(responseCode = "202", headers = @Header(name = "Location"))
  ResponseEntity<AcceptedJson> submitForm(
      Caller caller,
      HttpServletRequest request,
      @Parameter(description = "the same key and content within 24 h get the same answer")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey) {
    // before the body is received
    caller.require(Role.PIPELINE_OPERATOR);
    return submit(caller, SubmissionForm.read(request, Optional.ofNullable(idempotencyKey)));
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "createExecution")
  @ApiResponse(responseCode = "202", headers = @Header(name = "Location"))
  ResponseEntity<AcceptedJson> submitJson(
      Caller caller,
      @RequestBody SubmissionRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
    return submit(caller, request.toSubmission(List.of(), Optional.ofNullable(idempotencyKey)));
  }

  private ResponseEntity<AcceptedJson> submit(Caller caller, Submission submission) {
    ExecutionService.Accepted accepted = executions.submit(caller, submission);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.accepted().location(URI.create("/v1/executions/" + accepted.id()));
    if (accepted.repeated()) {
      answer.header(REPLAYED, "true");
    }
    return answer.body(AcceptedJson.of(accepted));
  }
}
