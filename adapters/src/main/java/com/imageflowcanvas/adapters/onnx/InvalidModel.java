package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtException;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.model.ModelName;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/** How a model that cannot be used is refused. */
final class InvalidModel {
  /** ONNX Runtime names its source files, and where it was built, in its messages. */
  private static final Pattern SOURCE_PLACE =
      Pattern.compile("\\S*/\\S+(:\\d+)?( \\S+\\(.*?\\))?|\\w+\\.(cc|h):\\d+ \\w+");

  private static final int MAX_REASON = 200;

  private InvalidModel() {}

  static ProblemException because(ModelName name, String reason) {
    return new ProblemException(ErrorCode.MODEL_INVALID, "model " + name + ": " + reason);
  }

  static ProblemException tooSlow(ModelName name, Duration limit) {
    return because(
        name, "a run takes longer than " + limit.toSeconds() + " s (expected: at most that)");
  }

  static ProblemException because(ModelName name, OrtException e) {
    return new ProblemException(ErrorCode.MODEL_INVALID, "model " + name + ": " + reasonOf(e), e);
  }

  private static String reasonOf(OrtException e) {
    if (String.valueOf(e.getMessage()).contains("External data")) {
      return "its weights are in another file (expected: one file with everything in it)";
    }
    return switch (e.getCode()) {
      case ORT_INVALID_PROTOBUF, ORT_NO_MODEL -> "not an ONNX file, or a damaged one";
      case ORT_NOT_IMPLEMENTED -> "has an operator that ONNX Runtime does not know" + detail(e);
      case ORT_INVALID_GRAPH -> "its graph is not valid" + detail(e);
      default -> "ONNX Runtime refuses it" + detail(e);
    };
  }

  private static String detail(OrtException e) {
    String text = Objects.requireNonNullElse(e.getMessage(), "");
    String message = text.replaceFirst("^Error code - \\w+ - message: ", "");
    String clean = SOURCE_PLACE.matcher(message).replaceAll("").replaceAll("\\s+", " ").strip();
    return clean.isEmpty() ? "" : ": " + clean.substring(0, Math.min(MAX_REASON, clean.length()));
  }
}
