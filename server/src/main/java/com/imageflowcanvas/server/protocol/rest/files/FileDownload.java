package com.imageflowcanvas.server.protocol.rest.files;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;

/** Answers a request with a file's bytes: whole, a range, or "not modified" (RFC 9110). */
final class FileDownload {
  private final FileService files;

  FileDownload(FileService files) {
    this.files = files;
  }

  /**
   * @param inline whether a browser may show it instead of saving it
   */
  void send(
      StoredFile file, boolean inline, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    String tag = "\"" + file.sha256() + "\"";
    long modified = file.createdAt().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
    if (new ServletWebRequest(request, response).checkNotModified(tag, modified)) {
      return;
    }
    Optional<ByteRange> range;
    try {
      range = range(file, tag, request);
    } catch (ByteRange.UnsatisfiableException e) {
      refuseRange(file, request, response);
      return;
    }
    writeHeaders(file, inline, response);
    long length = range.map(ByteRange::length).orElse(file.sizeBytes());
    range.ifPresent(
        part -> {
          response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
          response.setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(file.sizeBytes()));
        });
    if (request.getMethod().equals("HEAD")) {
      response.setContentLengthLong(length);
      return;
    }
    try (InputStream in = files.open(file, range.map(ByteRange::first).orElse(0L), length)) {
      response.setContentLengthLong(length);
      in.transferTo(response.getOutputStream());
    }
  }

  private static Optional<ByteRange> range(StoredFile file, String tag, HttpServletRequest request)
      throws ByteRange.UnsatisfiableException {
    return stillTheSame(request.getHeader(HttpHeaders.IF_RANGE), tag, file)
        ? ByteRange.of(request.getHeader(HttpHeaders.RANGE), file.sizeBytes())
        : Optional.empty();
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

  /** Whether what {@code If-Range} names is what is stored; an absent header names anything. */
  private static boolean stillTheSame(@Nullable String ifRange, String tag, StoredFile file) {
    if (ifRange == null) {
      return true;
    }
    if (ifRange.startsWith("\"") || ifRange.startsWith("W/")) {
      return ifRange.equals(tag);
    }
    try {
      return ZonedDateTime.parse(ifRange, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .equals(file.createdAt().truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static void writeHeaders(StoredFile file, boolean inline, HttpServletResponse response) {
    ContentDisposition.Builder disposition =
        inline ? ContentDisposition.inline() : ContentDisposition.attachment();
    response.setContentType(file.contentType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        disposition.filename(file.filename(), StandardCharsets.UTF_8).build().toString());
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
    // whatever a file says it is, a browser must not run it
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("Repr-Digest", "sha-256=:" + base64(file.sha256()) + ":");
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
