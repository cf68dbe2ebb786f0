package com.imageflowcanvas.server.protocol.rest;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;

/** Why a body could not be received; the server's own words may tell of its insides. */
public final class BrokenBody {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Of Jetty: how many there were when it gave up, and how many there may be. */
  private static final Pattern TOO_MANY_PARTS = Pattern.compile("too many keys \\[\\d+ > (\\d+)]");

  private BrokenBody() {}

  /**
   * Of a body that the server's parser has received, and may have put aside on our disk.
   *
   * @param otherwise what to tell where the client broke it
   */
  public static Problem of(Exception failure, String otherwise) {
    return of(failure, otherwise, true);
  }

  /**
   * As {@link #of(Exception, String)}, where the failure is one of the network, not of our disk.
   */
  public static Problem ofSender(Exception failure, String otherwise) {
    return of(failure, otherwise, false);
  }

  private static Problem of(Exception failure, String otherwise, boolean disk) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ProblemException known) {
        return known.problem();
      }
      if (at instanceof TimeoutException) {
        return Problem.of(ErrorCode.REQUEST_TIMEOUT, "body: came too slowly");
      }
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof HttpException http && http.getCode() == 413) {
        return Problem.of(ErrorCode.TOO_LARGE, "body: too large");
      }
      Optional<String> excess = excess(String.valueOf(at.getMessage()));
      if (excess.isPresent()) {
        return Problem.of(ErrorCode.TOO_LARGE, "multipart body: " + excess.get());
      }
      if (disk && isOfOurDisk(at)) {
        return noRoom();
      }
    }
    return Problem.of(ErrorCode.INVALID_REQUEST, otherwise);
  }

  /** Of what there is too much, by the words of the server's parser. */
  private static Optional<String> excess(String words) {
    Matcher parts = TOO_MANY_PARTS.matcher(words);
    if (parts.find()) {
      return Optional.of("too many parts (expected: at most " + parts.group(1) + ")");
    }
    if (words.contains("headers max length exceeded")) {
      return Optional.of("headers of a part are too long (expected: a name, a type)");
    }
    if (words.contains("max memory file size exceeded")) {
      return Optional.of(
          "a field is too long (expected: at most " + MultipartForm.MAX_TEXT_BYTES + " bytes)");
    }
    boolean large = words.contains("max file size exceeded") || words.contains("max length");
    return large ? Optional.of("too large") : Optional.empty();
  }

  /** What is received cannot be put aside. */
  public static Problem noRoom() {
    return Problem.retryLater(
        ErrorCode.STORAGE_UNAVAILABLE,
        "the server cannot put aside what it receives (check the room of its data folder)",
        RETRY_AFTER);
  }

  /**
   * Writing a file fails with just this class; whatever the network does has a class of its own.
   */
  private static boolean isOfOurDisk(Throwable cause) {
    return cause instanceof FileSystemException || cause.getClass() == IOException.class;
  }
}
