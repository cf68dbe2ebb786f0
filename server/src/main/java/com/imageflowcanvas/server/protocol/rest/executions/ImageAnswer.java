package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.execution.Submission;
import com.imageflowcanvas.image.ImageFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * That the answer to a submission shall be the picture which it makes. Where the client says
 * nothing of the format of results, the one that it accepts is made.
 */
record ImageAnswer(AcceptedImages accepted) {
  private static final String FORMAT = "output_format";

  /**
   * Empty where JSON is wanted, or will do and no picture can be sent.
   *
   * @throws ProblemException NOT_ACCEPTABLE, before anything is begun
   */
  static Optional<ImageAnswer> wanted(HttpServletRequest request, Submission submission) {
    Optional<AcceptedImages> accepted = AcceptedImages.of(request);
    if (accepted.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> hindrance = hindrance(accepted.get(), submission);
    if (hindrance.isPresent() && !accepted.get().orJson()) {
      throw new ProblemException(
          ErrorCode.NOT_ACCEPTABLE, "Accept: " + accepted.get() + ": " + hindrance.get());
    }
    return hindrance.isPresent() ? Optional.empty() : Optional.of(new ImageAnswer(accepted.get()));
  }

  /** Why there can be no picture as the answer. */
  private static Optional<String> hindrance(AcceptedImages accepted, Submission submission) {
    List<ImageFormat> formats = accepted.formats();
    if (formats.isEmpty()) {
      return Optional.of("cannot be made (expected: image/jpeg, image/png, image/webp or image/*)");
    }
    int images = submission.uploads().size() + submission.inputFiles().size();
    if (images > 1) {
      return Optional.of(
          images + " images (expected: one; what becomes of several is told in application/json)");
    }
    return Optional.ofNullable(submission.parameters().get(FORMAT))
        .flatMap(format -> ImageFormat.ofOutputName(String.valueOf(format)))
        .filter(format -> !accepted.takes(format))
        .map(
            format ->
                "output_format is "
                    + format.name().toLowerCase(java.util.Locale.ROOT)
                    + " (expected: one of "
                    + formats.stream()
                        .map(ImageFormat::contentType)
                        .collect(Collectors.joining(", "))
                    + ", or no output_format)");
  }

  /** The submission with the format that the client accepts; JPEG is what is made anyway. */
  Submission of(Submission submission) {
    ImageFormat format = accepted.formats().getFirst();
    if (submission.parameters().containsKey(FORMAT) || format == ImageFormat.JPEG) {
      return submission;
    }
    Map<String, Object> parameters = new LinkedHashMap<>(submission.parameters());
    parameters.put(FORMAT, format.name().toLowerCase(java.util.Locale.ROOT));
    return new Submission(
        submission.pipeline(),
        submission.uploads(),
        submission.inputFiles(),
        parameters,
        submission.priority(),
        submission.idempotencyKey());
  }

  boolean orJson() {
    return accepted.orJson();
  }

  /** The first result that is one of the accepted pictures. */
  Optional<OutputFile> pictureOf(Execution ended) {
    return ended.outputs().stream()
        .filter(output -> output.contentType().startsWith("image/"))
        .filter(output -> accepted.takes(output.contentType()))
        .findFirst();
  }
}
