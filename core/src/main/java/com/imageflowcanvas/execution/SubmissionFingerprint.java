package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.file.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes two submissions the same: their fields and the bytes of their files, in whatever order
 * they came.
 */
final class SubmissionFingerprint {
  private SubmissionFingerprint() {}

  /** A text that is equal for equal submissions; reads every upload. */
  static String of(Submission submission) {
    List<String> files = new ArrayList<>();
    for (Upload upload : submission.uploads()) {
      files.add("image " + Filenames.safe(upload.filename()) + " " + sha256(upload));
    }
    for (FileId id : submission.inputFiles()) {
      files.add("file " + id);
    }
    files.sort(null);
    return String.join(
        "\n",
        submission.pipeline(),
        submission.priority().wireName(),
        ordered(submission.parameters()),
        String.join("\n", files));
  }

  private static String sha256(Upload upload) {
    try {
      return Sha256.of(upload.content().open());
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "the upload broke off (expected: the whole file)", e);
    }
  }

  /** Text of a JSON value that does not depend on the order of an object's members. */
  private static String ordered(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> {
        TreeMap<String, String> members = new TreeMap<>();
        map.forEach((key, member) -> members.put(String.valueOf(key), ordered(member)));
        yield members.toString();
      }
      case List<?> list -> list.stream().map(SubmissionFingerprint::ordered).toList().toString();
      default -> value.getClass().getSimpleName() + ":" + value;
    };
  }
}
