package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.execution.Submission;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.json.OutputFileJson;
import com.imageflowcanvas.server.protocol.rest.files.FileDownload;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Answers submissions: at once with where to ask, or, to a client that waits, with the execution
 * that has ended or the picture that it made.
 */
final class SubmissionAnswers {
  /** Names the execution where the answer is a picture, or why there is none. */
  static final String EXECUTION_ID = "X-Execution-Id";

  /** Tells that an idempotency key was known and nothing new was begun. */
  private static final String REPLAYED = "Idempotency-Replayed";

  private static final String VARY = "Accept, Prefer, Accept-Language";

  private final ExecutionService executions;
  private final PatientCalls calls;
  private final FileService files;
  private final ExecutionLabels labels;
  private final FileDownload download;

  SubmissionAnswers(
      ExecutionService executions,
      PatientCalls calls,
      FileService files,
      ComponentCatalog catalog) {
    this.executions = executions;
    this.calls = calls;
    this.files = files;
    this.labels = new ExecutionLabels(catalog);
    this.download = new FileDownload(files);
  }

  /** Submits and answers; null where the answer has been written already. */
  @Nullable ResponseEntity<?> submit(
      Caller caller,
      Submission submission,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Preferences preferences = Preferences.of(request);
    Optional<ImageAnswer> image = ImageAnswer.wanted(request, submission);
    ExecutionService.Accepted accepted =
        executions.submit(caller, image.map(wanted -> wanted.of(submission)).orElse(submission));
    response.setHeader(HttpHeaders.VARY, VARY);
    if (accepted.repeated()) {
      response.setHeader(REPLAYED, "true");
    }
    if (image.isPresent()) {
      response.setHeader(EXECUTION_ID, accepted.id().value());
    }
    Optional<Execution> ended =
        patience(preferences, image.isPresent())
            .flatMap(longest -> calls.awaitEnd(accepted.id(), longest, request));
    if (ended.isEmpty()) {
      return ResponseEntity.accepted()
          .location(URI.create("/v1/executions/" + accepted.id()))
          .body(AcceptedJson.of(accepted));
    }
    if (preferences.patience().isPresent()) {
      response.setHeader(PatientCalls.APPLIED, "wait");
    }
    if (image.isEmpty()) {
      return told(ended.get(), request);
    }
    return answer(ended.get(), image.get(), request, response);
  }

  private static Optional<Duration> patience(Preferences preferences, boolean image) {
    Optional<Duration> implied =
        image && !preferences.async() ? Optional.of(Preferences.USUAL_WAIT) : Optional.empty();
    return preferences.patience().or(() -> implied).filter(Duration::isPositive);
  }

  private ResponseEntity<ExecutionJson> told(Execution execution, HttpServletRequest request) {
    Language language = Language.ofAcceptLanguage(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    return ResponseEntity.ok(ExecutionJson.of(execution, labels, language));
  }

  private @Nullable ResponseEntity<?> answer(
      Execution ended, ImageAnswer wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (ended.state() != ExecutionState.COMPLETED) {
      throw whyNot(ended).exception();
    }
    Optional<OutputFile> picture = wanted.pictureOf(ended);
    if (picture.isPresent()) {
      OutputFile file = picture.get();
      response.setHeader(HttpHeaders.CONTENT_LOCATION, OutputFileJson.downloadUrl(file.id()));
      download.sendWhole(files.find(file.id()), response);
      return null;
    }
    if (wanted.orJson()) {
      return told(ended, request);
    }
    throw new ProblemException(
        ErrorCode.NOT_ACCEPTABLE,
        "Accept: execution "
            + ended.id()
            + " made no such picture (expected: application/json for what it made)");
  }

  private static Problem whyNot(Execution ended) {
    Failure failure =
        ended
            .failure()
            .or(
                () ->
                    ended.items().stream().map(Item::failure).flatMap(Optional::stream).findFirst())
            .orElseGet(
                () ->
                    new Failure(ErrorCode.CANCELLED, "execution " + ended.id() + " was cancelled"));
    return Problem.of(failure.code(), failure.message());
  }
}
