package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.Submission;
import com.imageflowcanvas.file.FileService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
  private final SubmissionAnswers answers;

  SubmissionController(
      ExecutionService executions,
      PatientCalls calls,
      FileService files,
      ComponentCatalog catalog) {
    this.answers = new SubmissionAnswers(executions, calls, files, catalog);
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary = "Run a pipeline on images",
      description =
          "Answers as soon as the images are stored; with Prefer: wait, once the execution has"
              + " ended; with Accept: image/* and one image, with the picture that it made. Images"
              + " with the request, or named in input_file_ids, which may also come as JSON.",
      operationId = "createExecution",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = SubmissionForm.class))))
  @SubmissionAnswered
  @Nullable ResponseEntity<?> submitForm(
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      @Parameter(description = "the same key and content within 24 h get the same answer")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey)
      throws IOException {
    // before the body is received
    caller.require(Role.PIPELINE_OPERATOR);
    Submission submission = SubmissionForm.read(request, Optional.ofNullable(idempotencyKey));
    return answers.submit(caller, submission, request, response);
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "createExecution")
  @SubmissionAnswered
  @Nullable ResponseEntity<?> submitJson(
      Caller caller,
      @RequestBody SubmissionRequest body,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey)
      throws IOException {
    Submission submission = body.toSubmission(List.of(), Optional.ofNullable(idempotencyKey));
    return answers.submit(caller, submission, request, response);
  }
}
