package com.imageflowcanvas.server.protocol.rest.problem;

import com.imageflowcanvas.error.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** Writes a problem as the answer of a request. */
public final class ProblemWriter {
  /** Headers of the answer that did not come to be. */
  private static final List<String> ABOUT_ANOTHER_BODY =
      List.of(
          "Accept-Ranges",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Range",
          "ETag",
          "Last-Modified",
          "Location");

  private ProblemWriter() {}

  /** Does nothing when the answer has already begun: then it can only be cut off. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, Throwable thrown)
      throws IOException {
    Problem problem = ProblemMapper.of(thrown);
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    ABOUT_ANOTHER_BODY.forEach(name -> response.setHeader(name, null));
    if (thrown instanceof HttpRequestMethodNotSupportedException e
        && e.getSupportedMethods() != null) {
      response.setHeader("Allow", String.join(", ", e.getSupportedMethods()));
    }
    write(request, response, problem);
  }

  public static void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    headers(problem, response::setHeader);
    if (isForm(request) || !isRead(request)) {
      // the server will hang up rather than read on; a client must not send its next request here
      response.setHeader("Connection", "close");
    }
    response.setStatus(problem.code().httpStatus());
    response.setContentType(ProblemBody.MEDIA_TYPE);
    byte[] body = ProblemBody.of(problem, request.getRequestURI()).toJson();
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Jetty hangs up after a form that it could not parse, even one without a body. */
  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.startsWith("multipart/");
  }

  private static boolean isRead(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && type.startsWith("multipart/")) {
      return false; // a form that cannot be read ends the connection, wherever it broke
    }
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    try {
      return !hasBody || request.getInputStream().isFinished();
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Gives the headers that go with a problem, by name and value. */
  public static void headers(Problem problem, BiConsumer<String, String> set) {
    set.accept("Cache-Control", "no-store");
    problem
        .retryAfter()
        .ifPresent(
            after ->
                set.accept(
                    "Retry-After", String.valueOf(Math.max(1, after.plusMillis(999).toSeconds()))));
    if (problem.code().httpStatus() == 401) {
      set.accept("WWW-Authenticate", "Bearer");
    }
  }
}
