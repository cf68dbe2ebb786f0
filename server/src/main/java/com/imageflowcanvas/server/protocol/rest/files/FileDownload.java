package com.imageflowcanvas.server.protocol.rest.files;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/** Answers a request with a file's bytes: whole, a range, or "not modified" (RFC 9110). */
public final class FileDownload {
  private final FileService files;

  public FileDownload(FileService files) {
    this.files = files;
  }

  /**
   * @param inline whether a browser may show it instead of saving it
   */
  void send(
      StoredFile file, boolean inline, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ETag tag = new ETag(file.sha256(), false);
    Instant modified = file.createdAt().truncatedTo(ChronoUnit.SECONDS);
    Preconditions conditions = new Preconditions(tag, modified);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    response.setHeader(HttpHeaders.ETAG, tag.formattedTag());
    response.setDateHeader(HttpHeaders.LAST_MODIFIED, modified.toEpochMilli());
    switch (conditions.judge(request)) {
      case SEND -> sendPart(file, conditions, inline, request, response);
      case NOT_MODIFIED -> response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      case FAILED ->
          throw new ProblemException(
              ErrorCode.VERSION_MISMATCH,
              "If-Match or If-Unmodified-Since: the file is "
                  + tag.formattedTag()
                  + " of "
                  + modified
                  + " (expected: the same)");
    }
  }

  /** Sends all of it as the answer of a request that is about something else. */
  public void sendWhole(StoredFile file, HttpServletResponse response) throws IOException {
    try (InputStream in = files.open(file, 0, file.sizeBytes())) {
      writeHeaders(file, false, response);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setContentLengthLong(file.sizeBytes());
      in.transferTo(response.getOutputStream());
    }
  }

  private void sendPart(
      StoredFile file,
      Preconditions conditions,
      boolean inline,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<ByteRange> range;
    try {
      range = range(file, conditions, request);
    } catch (ByteRange.UnsatisfiableException e) {
      refuseRange(file, request, response);
      return;
    }
    long length = range.map(ByteRange::length).orElse(file.sizeBytes());
    try (InputStream in = files.open(file, range.map(ByteRange::first).orElse(0L), length)) {
      writeHeaders(file, inline, response);
      response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
      range.ifPresent(
          part -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(file.sizeBytes()));
          });
      response.setContentLengthLong(length);
      if (!isHead(request)) {
        in.transferTo(response.getOutputStream());
      }
    }
  }

  /** Only GET knows ranges (RFC 9110, 14.2). */
  private static Optional<ByteRange> range(
      StoredFile file, Preconditions conditions, HttpServletRequest request)
      throws ByteRange.UnsatisfiableException {
    return !isHead(request) && conditions.rangeHolds(request)
        ? ByteRange.of(request.getHeader(HttpHeaders.RANGE), file.sizeBytes())
        : Optional.empty();
  }

  private static boolean isHead(HttpServletRequest request) {
    return request.getMethod().equals("HEAD");
  }

  private static void refuseRange(
      StoredFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.sizeBytes());
    ProblemWriter.write(
        request,
        response,
        Problem.of(
            ErrorCode.RANGE_NOT_SATISFIABLE,
            "Range: outside of the file (expected: within its " + file.sizeBytes() + " bytes)"));
  }

  private static void writeHeaders(StoredFile file, boolean inline, HttpServletResponse response) {
    ContentDisposition.Builder disposition =
        inline ? ContentDisposition.inline() : ContentDisposition.attachment();
    response.setContentType(file.contentType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        disposition.filename(file.filename(), StandardCharsets.UTF_8).build().toString());
    response.setHeader("X-Content-Type-Options", "nosniff");
    // whatever a file says it is, a browser must not run it
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("Repr-Digest", "sha-256=:" + base64(file.sha256()) + ":");
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
